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
 * What was said in people's conversations. Mutations join the caller's transaction and throw {@link NoProfile} for a
 * user without one; an id that is no session of the user is {@link NotFound}.
 */
@ApplicationScoped
@Transactional
public class Messages {

    private static final int TITLE_LENGTH = 60;

    private static final RowQueries<MessageView> VIEWS = new RowQueries<>(
            MessageView.class, "e.id, e.sessionId, e.role, e.content, e.createdAt", "Message", "sessionId");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    JournalClock now;

    /** The newest first, then by id. */
    public List<MessageView> list(UUID userId, UUID sessionId, Page page) {
        ownership.find(Session.class, userId, sessionId);
        return VIEWS.page(em, sessionId, page);
    }

    /** Also counts the message, dates the session, and names it after the message if nobody named it. */
    public MutationResult<MessageView> append(UUID userId, UUID sessionId, Role role, String content) {
        ownership.lock(userId);
        Instant moment = now.instant();
        countAndDate(userId, sessionId, moment);
        name(sessionId, Texts.shorten(content, TITLE_LENGTH));
        Message message = new Message(sessionId, role, content, moment);
        em.persist(message);
        em.flush();
        return MutationResult.created(VIEWS.one(em, sessionId, message.id()), JournalChanged.of(userId, Kind.SESSIONS));
    }

    private void countAndDate(UUID userId, UUID sessionId, Instant moment) {
        int counted = em.createQuery("update Session s set s.messageCount = s.messageCount + 1,"
                        + " s.lastMessageAt = :moment, s.updatedAt = :moment"
                        + " where s.id = :id and s.userId = :userId")
                .setParameter("moment", moment)
                .setParameter("id", sessionId)
                .setParameter("userId", userId)
                .executeUpdate();
        if (counted == 0) {
            throw new NotFound();
        }
    }

    private void name(UUID sessionId, String title) {
        em.createQuery("update Session s set s.title = :title where s.id = :id and s.title = :unnamed")
                .setParameter("title", title)
                .setParameter("id", sessionId)
                .setParameter("unnamed", Sessions.DEFAULT_TITLE)
                .executeUpdate();
    }
}
