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
import java.util.Optional;
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
    private final IdempotencyKeys keys;
    private final JournalClock clock;

    @Inject
    Messages(@JournalUnit EntityManager em, OwnedEntities owned, IdempotencyKeys keys, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.keys = keys;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Messages() {
        this(null, null, null, null);
    }

    /** Newest first, then by id. */
    public List<MessageView> list(UUID userId, UUID sessionId, Page page) {
        owned.require(Session.class, userId, sessionId);
        return QUERIES.page(em, sessionId, page);
    }

    /**
     * Appends messages in the order in which they were said, all or none. Also counts them, dates the session, and replaces its
     * title by the first of them if it has the default title. Where the request with this key has done so already, the result is
     * what it has appended.
     *
     * @param messages at least one
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    public MutationResult<List<MessageView>> append(
            UUID userId, UUID sessionId, Optional<IdempotencyKey> key, List<NewMessage> messages) {
        owned.lockOwner(userId);
        owned.require(Session.class, userId, sessionId);
        RowIds rows = keys.rowsOf(userId, key);
        List<UUID> ids = rows.list(messages.size());
        if (!rows.isRepeated()) {
            insert(userId, sessionId, ids, messages);
        }
        List<MessageView> appended = QUERIES.created(em, sessionId, ids).stream()
                .sorted(Comparator.comparing(MessageView::createdAt))
                .toList();
        return MutationResult.created(appended, JournalChanged.of(userId, Kind.SESSIONS));
    }

    /** Each is a microsecond younger than the one before it, as lists are ordered by time. */
    private void insert(UUID userId, UUID sessionId, List<UUID> ids, List<NewMessage> messages) {
        owned.requireRoomForMessages(userId, messages.size());
        Instant now = clock.instant();
        updateSession(sessionId, messages.size(), now);
        replaceDefaultTitle(sessionId, Texts.shorten(messages.get(0).content(), TITLE_LENGTH));
        for (int i = 0; i < messages.size(); i++) {
            em.persist(new Message(sessionId, ids.get(i), messages.get(i), now.plus(i, ChronoUnit.MICROS)));
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
