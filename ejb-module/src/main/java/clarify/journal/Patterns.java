package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The patterns that the conversation service has recorded about users. Mutations join the caller's transaction and throw
 * {@link NoProfile} for a user without a profile; an id that is not a pattern or session of the user throws
 * {@link NotFound}.
 */
@ApplicationScoped
@Transactional
@DatabaseWork
public class Patterns {

    private static final RowQueries<PatternView> QUERIES = new RowQueries<>(
            PatternView.class,
            "e.id, e.userId, e.sessionId, e.patternType, e.content, e.strength, e.extractedAt, e.createdAt,"
                    + " e.updatedAt",
            "Pattern",
            "userId");

    private final EntityManager em;
    private final OwnedEntities owned;
    private final IdempotencyKeys keys;
    private final JournalClock clock;

    @Inject
    Patterns(@JournalUnit EntityManager em, OwnedEntities owned, IdempotencyKeys keys, JournalClock clock) {
        this.em = em;
        this.owned = owned;
        this.keys = keys;
        this.clock = clock;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Patterns() {
        this(null, null, null, null);
    }

    /** Newest first, then by id. */
    public List<PatternView> list(UUID userId, Page page) {
        return QUERIES.page(em, userId, page);
    }

    /**
     * Writes all patterns or none; the rows are returned in the order of the request. Where the request with this key has done so
     * already, the result is what is left of them, as it is.
     *
     * @throws IdempotencyKeyReused if the key belongs to another request
     * @throws AlreadyDeleted if the request has done so, and all of them are deleted
     */
    public MutationResult<List<PatternView>> record(
            UUID userId, Optional<IdempotencyKey> key, List<NewPattern> newPatterns) {
        owned.lockOwner(userId);
        RowIds rows = keys.rowsOf(userId, key);
        List<UUID> ids = rows.list(newPatterns.size());
        if (!rows.isRepeated()) {
            insert(userId, ids, newPatterns);
        }
        List<PatternView> recorded = QUERIES.created(em, userId, ids).stream()
                .sorted(Comparator.comparing(row -> ids.indexOf(row.id())))
                .toList();
        return MutationResult.created(recorded, changed(userId));
    }

    private void insert(UUID userId, List<UUID> ids, List<NewPattern> newPatterns) {
        owned.requireRoom(Pattern.class, userId, newPatterns.size());
        owned.requireAll(
                Session.class,
                userId,
                newPatterns.stream()
                        .map(NewPattern::sessionId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        Instant now = clock.instant();
        for (int i = 0; i < ids.size(); i++) {
            em.persist(new Pattern(userId, ids.get(i), newPatterns.get(i), now));
        }
        em.flush();
    }

    public MutationResult<UUID> delete(UUID userId, UUID id) {
        owned.lockOwner(userId);
        owned.delete(Pattern.class, userId, id);
        return MutationResult.updated(id, changed(userId));
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.PATTERNS);
    }
}
