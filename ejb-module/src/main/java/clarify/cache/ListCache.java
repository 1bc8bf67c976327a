package clarify.cache;

import clarify.kind.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * People's five lists in the cache, guarded by a version token for each person: what was loaded before an invalidation is
 * never stored after it. No method throws because of Redis or lasts longer than the deadline of a call (500 ms), {@link
 * #purge} apart. Thread-safe; takes no part in transactions.
 */
public interface ListCache {

    /** Reads the five lists of a person in one round trip, except those that {@link BypassPolicy} names. */
    CachedLists read(UUID userId);

    /**
     * Stores lists of a person in one round trip that nobody waits for, unless they were invalidated meanwhile.
     *
     * @param seen what {@link #read} returned before the lists were looked up
     * @param done is run once, when Redis has them or will not have them
     */
    void store(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done);

    /**
     * Removes lists and renews their versions, in one round trip, so that nothing looked up before can be stored. Of who is gone
     * the version is removed, with the same effect.
     *
     * @return whether Redis has done all of it, or none is configured; otherwise it has done some of it at most, and the
     *     lists must be bypassed
     */
    boolean invalidate(Collection<StaleLists> stale);

    /**
     * The same, person by person: in a Cluster some masters may do their part and others not.
     *
     * @return those that are not known to be done
     */
    Set<StaleLists> undelivered(Collection<StaleLists> stale);

    /**
     * Removes lists of a person and renews the version, in one round trip.
     *
     * @return whether Redis has removed them; otherwise this node removes them before it reads them again, and writes them to
     *     the {@link DeleteOutbox}
     */
    boolean delete(UUID userId, Set<Kind> kinds);

    /**
     * Removes lists of every person and renews the versions, a batch a round trip; values of other beans stay. Each round
     * trip has a deadline of its own, so that the whole lasts as long as Redis has keys to scan.
     *
     * @return whether Redis has done all of it; otherwise some of it at most
     */
    boolean purge(Set<Kind> kinds);

    /**
     * Looks at what Redis has of a person, in one round trip; it counts as no read of the cache.
     *
     * @return one for each kind; empty when Redis did not answer, or none is configured
     */
    Optional<List<StoredList>> stored(UUID userId);

    /** Whether a Redis is configured at all. */
    boolean isConfigured();

    /** Whether Redis is configured and the circuit not open. Asking changes nothing. */
    boolean isEnabled();
}
