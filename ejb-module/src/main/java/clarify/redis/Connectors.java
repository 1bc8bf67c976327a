package clarify.redis;

import java.util.Optional;

/** Makes what leads to the master of a place. */
final class Connectors {

    private Connectors() {}

    static Connector to(RedisPlace place, RedisSettings settings, ReplyLimits limits, Resolver resolver) {
        Optional<TlsContext> tls = settings.tls().map(TlsContext::new);
        Connector connector = of(place, settings, limits, resolver, tls);
        return tls.<Connector>map(context -> new WithTls(connector, context)).orElse(connector);
    }

    private static Connector of(
            RedisPlace place, RedisSettings settings, ReplyLimits limits, Resolver resolver, Optional<TlsContext> tls) {
        if (place instanceof RedisPlace.Watched watched) {
            return new SentinelConnector(
                    watched,
                    settings.deadline(),
                    address -> new HostConnector(address, settings, limits, resolver, tls));
        }
        RedisAddress address = ((RedisPlace.Standalone) place).address();
        return new HostConnector(address, settings, limits, resolver, tls);
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
    }
}
