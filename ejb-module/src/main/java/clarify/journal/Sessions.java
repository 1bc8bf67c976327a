package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People's conversations. Mutations join the caller's transaction and throw {@link NoProfile} for a user without one;
 * an id that is no session or dream of the user is {@link NotFound}.
 */
@ApplicationScoped
@Transactional
public class Sessions {

    /** The title of a session that nobody named. */
    public static final String DEFAULT_TITLE = "New conversation";

    private static final RowQueries<SessionView> VIEWS = new RowQueries<>(
            SessionView.class,
            "e.id, e.userId, e.title, e.status, e.messageCount, e.lastMessageAt, e.dreamId, e.createdAt, e.updatedAt",
            "Session",
            "userId");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    Counters counters;

    @Inject
    JournalClock now;

    public SessionView get(UUID userId, UUID id) {
        return VIEWS.one(em, userId, id);
    }

    /** The newest first, then by id; a null status is all of them. */
    public List<SessionView> list(UUID userId, @Nullable SessionStatus status, Page page) {
        return VIEWS.page(em, userId, status, page);
    }

    /** Also counts it. */
    public MutationResult<SessionView> create(UUID userId, NewSession newSession) {
        ownership.lock(userId);
        if (newSession.dreamId() != null) {
            ownership.find(Dream.class, userId, newSession.dreamId());
        }
        Session session = new Session(userId, newSession, now.instant());
        em.persist(session);
        em.flush();
        counters.sessionOpened(userId);
        return MutationResult.created(get(userId, session.id()), JournalChanged.of(userId, Kind.SESSIONS, Kind.USER));
    }

    public MutationResult<SessionView> patch(UUID userId, UUID id, SessionPatch patch) {
        own(userId, id).apply(patch, now.instant());
        return updated(userId, id);
    }

    public MutationResult<SessionView> changeStatus(UUID userId, UUID id, SessionStatus status) {
        own(userId, id).become(status, now.instant());
        return updated(userId, id);
    }

    /** Lowers no count: the conversation was had. */
    public JournalChanged delete(UUID userId, UUID id) {
        ownership.lock(userId);
        ownership.delete(Session.class, userId, id);
        return changed(userId);
    }

    private Session own(UUID userId, UUID id) {
        ownership.lock(userId);
        return ownership.find(Session.class, userId, id);
    }

    private MutationResult<SessionView> updated(UUID userId, UUID id) {
        em.flush();
        return MutationResult.updated(get(userId, id), changed(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.SESSIONS);
    }
}
