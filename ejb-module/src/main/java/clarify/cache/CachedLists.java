package clarify.cache;

import clarify.concurrent.ObservedVersion;
import clarify.kind.Kind;
import java.util.Optional;

/** What one round trip found of a person's five lists. */
public interface CachedLists {

    /** Whether Redis was asked and has answered; if not, nothing can be stored for these lists, and none can be read. */
    boolean isAnswered();

    /** Whether the lists are known to be current; true where there are none. */
    boolean isFresh();

    /** @return the list, possibly an empty one; empty on a miss, a failure, an unreadable value and a bypassed list */
    <E> Optional<CachedList<E>> list(Kind kind, Class<E> element);

    /**
     * For a caller who could not look a bypassed list up, as the database cannot be reached.
     *
     * @return the list, which is not known to be current; empty where it was not bypassed, or must not be served in any case
     */
    <E> Optional<CachedList<E>> lastResort(Kind kind, Class<E> element);

    /**
     * The version of the list at the time of the read: whoever has seen the same version would have been given the same
     * list.
     *
     * @return empty where Redis did not answer or has no version, and where the list is bypassed; without a version nothing
     *     is stored
     */
    Optional<ObservedVersion> version(Kind kind);
}
