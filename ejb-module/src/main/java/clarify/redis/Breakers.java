package clarify.redis;

/**
 * The breakers of both circuits.
 *
 * @param main guards every call
 * @param storing guards, within the other, calls that change something
 */
public record Breakers(Breaker main, Breaker storing) {}
