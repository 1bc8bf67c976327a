package clarify.redis;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Makes connections to any node of a Cluster that a setting names: to the next one each time, and to those after it if it does not answer. Thread-safe. */
final class SeedConnector implements Connector {

    private final List<HostConnector> seeds;
    private final AtomicInteger turn = new AtomicInteger();

    SeedConnector(List<HostConnector> seeds) {
        this.seeds = seeds;
    }

    /** Each has an equal part of what is left, and something is left for the call. */
    @Override
    public RedisConnection connect(Deadline deadline) {
        JedisConnectionException failure = new JedisConnectionException(
                "No node of the Redis Cluster that " + RedisUri.SETTING + " names can be reached");
        int first = Math.floorMod(turn.getAndIncrement(), seeds.size());
        for (int i = 0; i < seeds.size(); i++) {
            Deadline share = deadline.atMost(deadline.remaining().dividedBy(seeds.size() - i + 1L));
            try {
                RedisConnection connection =
                        seeds.get((first + i) % seeds.size()).connect(share);
                connection.useUntil(deadline);
                return connection;
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
                if (failure.getCause() == null) {
                    failure.initCause(e);
                }
            }
        }
        throw failure;
    }

    @Override
    public boolean leadsTo(RedisConnection connection) {
        return seeds.stream().anyMatch(seed -> seed.leadsTo(connection));
    }

    @Override
    public void refreshIfDue() {
        seeds.forEach(HostConnector::refreshIfDue);
    }
}
