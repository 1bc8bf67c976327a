package clarify.cache;

import clarify.kind.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What one round trip found of a person's five lists.
 */
public interface CachedContext {

    /** @return the list, possibly an empty one; empty on a miss, a failure and an unreadable value */
    <E> Optional<List<E>> list(Kind kind, Class<E> element);

    /** Whether Redis answered. Where it did not, the same build must not ask it again. */
    boolean isAnswered();
}
