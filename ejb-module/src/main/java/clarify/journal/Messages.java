package clarify.journal;

import clarify.kind.Kind;
import clarify.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
     * Also counts the message, dates the session, and replaces its title by the message if it has the default title.
     *
     * @param id of the new message; where the session has that message already, it is the result as it is
     */
    public MutationResult<MessageView> append(UUID userId, UUID sessionId, UUID id, Role role, String content) {
        owned.lockOwner(userId);
        owned.require(Session.class, userId, sessionId);
        if (QUERIES.find(em, sessionId, id).isEmpty()) {
            insert(userId, sessionId, id, role, content);
        }
        return MutationResult.created(QUERIES.one(em, sessionId, id), JournalChanged.of(userId, Kind.SESSIONS));
    }

    private void insert(UUID userId, UUID sessionId, UUID id, Role role, String content) {
        owned.requireRoomForMessage(userId);
        Instant now = clock.instant();
        updateSession(sessionId, now);
        replaceDefaultTitle(sessionId, Texts.shorten(content, TITLE_LENGTH));
        em.persist(new Message(sessionId, id, role, content, now));
        em.flush();
    }

    private void updateSession(UUID sessionId, Instant now) {
        em.createQuery("update Session s set s.messageCount = s.messageCount + 1, s.lastMessageAt = :now,"
                        + " s.updatedAt = :now where s.id = :id")
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
