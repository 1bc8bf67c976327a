package clarify.cache;

import clarify.kind.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What Redis has under the key of one list.
 *
 * @param bytes zero where there is nothing
 * @param ageMs how long ago it was stored, by the clocks of the nodes that wrote and read it; null where there is nothing, and
 *     for what is no value of ours
 */
public record StoredList(
        Kind kind, String key, int bytes, @Nullable Long ageMs) {}
