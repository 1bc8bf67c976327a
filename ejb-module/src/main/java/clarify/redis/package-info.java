/**
 * Transport to Redis: {@link clarify.redis.Redis#call} is the only way to it. A {@link clarify.redis.RoundTrip} is data:
 * commands, and what their replies mean. Every call ends within one deadline, and whatever goes wrong is one failed call
 * for the circuit breaker, never an exception for the caller. A {@link clarify.redis.Shard} is one master, with circuits of its
 * own; a Cluster has several. Knows no domain word.
 */
@NullMarked
package clarify.redis;

import org.jspecify.annotations.NullMarked;
