package clarify.redis;

/**
 * What Redis is used for, as far as the transport must know.
 *
 * @param longestString bytes; a reply that announces a longer one is not read
 * @param reading a round trip that succeeds when reading is possible
 * @param storing a round trip that succeeds when storing is possible; it leaves nothing behind
 */
public record RedisUsage(int longestString, RoundTrip<?> reading, RoundTrip<?> storing) {}
