package clarify.journal;

import clarify.kind.Kind;
import clarify.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The messages of sessions. Mutations join the caller's transaction and throw {@link NoProfile} for a user without a
 * profile; an id that is not a session of the user throws {@link NotFound}.
 */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Messages {

    private static final int TITLE_LENGTH = 60;

    private static final RowQueries<MessageView> QUERIES = new RowQueries<>(
            MessageView.class, "e.id, e.sessionId, e.role, e.content, e.createdAt", "Message", "sessionId");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final JournalClock clock;

    @Inject
    Messages(@JournalUnit EntityManager em, OwnedEntities owned, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Messages() {
        this(null, null, null);
    }

    /** Newest first, then by id. */
    public List<MessageView> list(UUID userId, UUID sessionId, Page page) {
        owned.require(Session.class, userId, sessionId);
        return QUERIES.page(em, sessionId, page);
    }

    /**
     * Appends messages in the order in which they were said, all or none. Also counts them, dates the session, and replaces its
     * title by the first of them if it has the default title.
     *
     * @param messages at least one; where the session has them already, they are the result as they are
     */
    public MutationResult<List<MessageView>> append(UUID userId, UUID sessionId, List<NewMessage> messages) {
        owned.lockOwner(userId);
        owned.require(Session.class, userId, sessionId);
        if (rows(sessionId, messages).isEmpty()) {
            insert(userId, sessionId, messages);
        }
        return MutationResult.created(rows(sessionId, messages), JournalChanged.of(userId, Kind.SESSIONS));
    }

    private List<MessageView> rows(UUID sessionId, List<NewMessage> messages) {
        List<UUID> ids = messages.stream().map(NewMessage::id).toList();
        return QUERIES.all(em, sessionId, ids).stream()
                .sorted(Comparator.comparing(MessageView::createdAt))
                .toList();
    }

    /** Each is a microsecond younger than the one before it, as lists are ordered by time. */
    private void insert(UUID userId, UUID sessionId, List<NewMessage> messages) {
        owned.requireRoomForMessages(userId, messages.size());
        Instant now = clock.instant();
        updateSession(sessionId, messages.size(), now);
        replaceDefaultTitle(sessionId, Texts.shorten(messages.get(0).content(), TITLE_LENGTH));
        Instant time = now;
        for (NewMessage message : messages) {
            em.persist(new Message(sessionId, message, time));
            time = time.plus(1, ChronoUnit.MICROS);
        }
        em.flush();
    }

    private void updateSession(UUID sessionId, int messages, Instant now) {
        em.createQuery("update Session s set s.messageCount = s.messageCount + :messages, s.lastMessageAt = :now,"
                        + " s.updatedAt = :now where s.id = :id")
                .setParameter("messages", messages)
                .setParameter("now", now)
                .setParameter("id", sessionId)
                .executeUpdate();
    }

    private void replaceDefaultTitle(UUID sessionId, String title) {
        em.createQuery("update Session s set s.title = :title where s.id = :id and s.title = :defaultTitle")
                .setParameter("title", title)
                .setParameter("id", sessionId)
                .setParameter("defaultTitle", Sessions.DEFAULT_TITLE)
                .executeUpdate();
    }
}
