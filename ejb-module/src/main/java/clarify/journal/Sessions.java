package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions (conversations) of users. Mutations join the caller's transaction and throw {@link NoProfile} for a user
 * without a profile; an id that is not a session or dream of the user throws {@link NotFound}.
 */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Sessions {

    /** The title of a session that was created without one. */
    public static final String DEFAULT_TITLE = "New conversation";

    private static final RowQueries<SessionView> QUERIES = new RowQueries<>(
            SessionView.class,
            "e.id, e.userId, e.title, e.status, e.messageCount, e.lastMessageAt, e.dreamId, e.createdAt, e.updatedAt",
            "Session",
            "userId");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final IdempotencyKeys keys;
    private final Counters counters;
    private final JournalClock clock;

    @Inject
    Sessions(
            @JournalUnit EntityManager em,
            OwnedEntities owned,
            IdempotencyKeys keys,
            Counters counters,
            JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.keys = keys;
        this.counters = counters;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Sessions() {
        this(null, null, null, null, null);
    }

    public SessionView get(UUID userId, UUID id) {
        return QUERIES.one(em, userId, id);
    }

    /** As {@link #get}, and until the transaction ends nobody else changes anything of the user. */
    public SessionView getLocked(UUID userId, UUID id) {
        owned.lockOwner(userId);
        return get(userId, id);
    }

    /** Newest first, then by id; every status if {@code status} is null. */
    public List<SessionView> list(UUID userId, @Nullable SessionStatus status, Page page) {
        return QUERIES.page(em, userId, status, page);
    }

    /**
     * Creates a session and counts it. Where the request with this key has done so already, the result is that session as it is.
     *
     * @throws IdempotencyKeyReused if the key belongs to another request
     * @throws AlreadyDeleted if the request has done so, and the session is deleted
     */
    public MutationResult<SessionView> create(UUID userId, Optional<IdempotencyKey> key, NewSession newSession) {
        owned.lockOwner(userId);
        RowIds rows = keys.rowsOf(userId, key);
        if (!rows.isRepeated()) {
            insert(userId, rows.first(), newSession);
        }
        return MutationResult.created(
                QUERIES.created(em, userId, rows.first()), JournalChanged.of(userId, Kind.SESSIONS, Kind.USER));
    }

    private void insert(UUID userId, UUID id, NewSession newSession) {
        owned.requireRoom(Session.class, userId, 1);
        if (newSession.dreamId() != null) {
            owned.require(Dream.class, userId, newSession.dreamId());
        }
        em.persist(new Session(userId, id, newSession, clock.instant()));
        em.flush();
        counters.incrementSessions(userId);
    }

    public MutationResult<SessionView> patch(UUID userId, UUID id, SessionPatch patch) {
        findLocked(userId, id).apply(patch, clock.instant());
        return updated(userId, id);
    }

    public MutationResult<SessionView> changeStatus(UUID userId, UUID id, SessionStatus status) {
        findLocked(userId, id).changeStatus(status, clock.instant());
        return updated(userId, id);
    }

    /** Does not lower the count: the conversation took place. */
    public MutationResult<UUID> delete(UUID userId, UUID id) {
        owned.lockOwner(userId);
        owned.delete(Session.class, userId, id);
        return MutationResult.updated(id, changed(userId));
    }

    private Session findLocked(UUID userId, UUID id) {
        owned.lockOwner(userId);
        return owned.find(Session.class, userId, id);
    }

    private MutationResult<SessionView> updated(UUID userId, UUID id) {
        em.flush();
        return MutationResult.updated(get(userId, id), changed(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.SESSIONS);
    }
}
