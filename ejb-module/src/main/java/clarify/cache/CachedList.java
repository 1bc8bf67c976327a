package clarify.cache;

import java.time.Duration;
import java.util.List;

/**
 * A list from the cache.
 *
 * @param rows possibly none
 * @param age how long ago it was stored, by the clocks of the nodes that wrote and read it; never negative, and never longer than
 *     it was to stay
 */
public record CachedList<E>(List<E> rows, Duration age) {}
