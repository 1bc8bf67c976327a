package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The five lookups that a context is built from. Each reads one list in a transaction of its own, so that they can run
 * in parallel on any thread; {@code limit} is also the time limit of the statement in the database, in whole seconds,
 * rounded up. A user without a profile has empty lists. Thread-safe; a failure of the database is a runtime exception.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Lookups {

    private static final String USER = """
            select new clarify.journal.UserRow(u.name, u.tier, u.totalReflections, u.totalClarifySessions)
            from Profile u
            where u.id = :userId""";

    private static final String DREAMS = """
            select new clarify.journal.DreamRow(d.id, d.title, d.description, d.status, d.category)
            from Dream d
            where d.userId = :userId and d.status = :active
            order by d.updatedAt desc, d.id""";

    private static final String PATTERNS = """
            select new clarify.journal.PatternRow(p.id, p.patternType, p.content, p.strength)
            from Pattern p
            where p.userId = :userId and p.strength >= :minStrength
            order by p.strength desc, p.updatedAt desc, p.id""";

    private static final String SESSIONS = """
            select new clarify.journal.SessionRow(s.id, s.title, s.createdAt, s.messageCount)
            from Session s
            where s.userId = :userId and s.status = :active
            order by s.lastMessageAt desc, s.id""";

    private static final String REFLECTIONS = """
            select new clarify.journal.ReflectionRow(r.id, r.tone, r.createdAt)
            from Reflection r
            where r.userId = :userId
            order by r.createdAt desc, r.id""";

    private static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

    private final EntityManager em;

    @Inject
    Lookups(@JournalUnit EntityManager em) {
        this.em = em;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    protected Lookups() {
        this(null);
    }

    /** The user; empty if there is no profile. */
    public Optional<UserRow> user(UUID userId, Duration limit) {
        return query(USER, UserRow.class, userId, 1, limit).getResultList().stream()
                .findFirst();
    }

    /** At most {@code max} active dreams, the last updated first, then by id. */
    public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
        return query(DREAMS, DreamRow.class, userId, max, limit)
                .setParameter("active", DreamStatus.ACTIVE)
                .getResultList();
    }

    /**
     * At most {@code max} patterns of {@code minStrength} or more, the strongest first, then the last updated, then by
     * id.
     */
    public List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit) {
        return query(PATTERNS, PatternRow.class, userId, max, limit)
                .setParameter("minStrength", minStrength)
                .getResultList();
    }

    /** At most {@code max} active sessions, the one with the last message first, then by id. */
    public List<SessionRow> sessions(UUID userId, int max, Duration limit) {
        return query(SESSIONS, SessionRow.class, userId, max, limit)
                .setParameter("active", SessionStatus.ACTIVE)
                .getResultList();
    }

    /** At most {@code max} reflections, newest first, then by id. */
    public List<ReflectionRow> reflections(UUID userId, int max, Duration limit) {
        return query(REFLECTIONS, ReflectionRow.class, userId, max, limit).getResultList();
    }

    private <T> TypedQuery<T> query(String jpql, Class<T> row, UUID userId, int max, Duration limit) {
        return em.createQuery(jpql, row)
                .setParameter("userId", userId)
                .setMaxResults(max)
                .setHint("jakarta.persistence.query.timeout", timeoutMillis(limit));
    }

    /** Whole seconds, in milliseconds: the hint takes milliseconds, JDBC seconds, and 0 would be no limit. */
    static int timeoutMillis(Duration limit) {
        long seconds = limit.plusSeconds(1).minusNanos(1).toSeconds();
        return (int) Math.min(seconds, MAX_SECONDS) * 1000;
    }
}
