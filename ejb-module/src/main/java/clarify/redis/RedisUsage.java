package clarify.redis;

import java.util.function.Function;

/**
 * What Redis is used for, as far as the transport must know. Both round trips are made for a tag: a text that stands in braces in
 * each of their keys, and decides in a Cluster who gets them. An empty tag stands in none.
 *
 * @param longestString bytes; a reply that announces a longer one is not read
 * @param reading a round trip that succeeds when reading is possible
 * @param storing a round trip that succeeds when storing is possible; it leaves nothing behind
 */
public record RedisUsage(
        int longestString, Function<String, RoundTrip<?>> reading, Function<String, RoundTrip<?>> storing) {}
