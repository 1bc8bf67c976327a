package clarify.redis;

import java.util.Optional;
import java.util.function.Function;

/** Makes what leads to the masters of a place. */
final class Connectors {

    private Connectors() {}

    /** @param breakers of the one shard, where there is only one */
    static Shards to(
            RedisPlace place,
            RedisSettings settings,
            RedisUsage usage,
            Breakers breakers,
            RedisMetrics metrics,
            Resolver resolver) {
        ReplyLimits limits = ReplyLimits.ofLongest(usage.longestString());
        Optional<TlsContext> tls = settings.tls().map(TlsContext::new);
        Function<RedisAddress, HostConnector> hosts =
                address -> new HostConnector(address, settings, limits, resolver, tls);
        if (place instanceof RedisPlace.Clustered clustered) {
            return new ClusterShards(clustered, settings, usage, metrics, hosts, tls);
        }
        Connector connector = withTls(one(place, settings, hosts), tls);
        return new OneShard(new Shard("", connector, breakers, settings, usage, metrics, () -> "", place));
    }

    private static Connector one(
            RedisPlace place, RedisSettings settings, Function<RedisAddress, HostConnector> hosts) {
        return place instanceof RedisPlace.Watched watched
                ? new SentinelConnector(watched, settings.deadline(), hosts)
                : hosts.apply(((RedisPlace.Standalone) place).address());
    }

    private static Connector withTls(Connector connector, Optional<TlsContext> tls) {
        return tls.<Connector>map(context -> new WithTls(connector, context)).orElse(connector);
    }

    /** Looks also at the files of TLS, which all connections share. */
    private record WithTls(Connector connector, TlsContext tls) implements Connector {

        @Override
        public RedisConnection connect(Deadline deadline) {
            return connector.connect(deadline);
        }

        @Override
        public boolean leadsTo(RedisConnection connection) {
            return connector.leadsTo(connection);
        }

        @Override
        public void refreshIfDue() {
            connector.refreshIfDue();
            tls.refreshIfDue();
        }

        @Override
        public boolean knowsTheWay() {
            return connector.knowsTheWay();
        }
    }
}
