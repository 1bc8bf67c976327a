package clarify.redis;

import clarify.redis.RedisPlace.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes connections to the master that Sentinels name. In the background all of them are asked once a second, and the newest
 * answer counts, by the epoch of its configuration; so one that was cut off from the others is not believed. A request asks only
 * while no master is known. Thread-safe.
 */
final class SentinelConnector implements Connector {

    private static final Logger LOG = Logger.getLogger(SentinelConnector.class.getName());

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final Watched place;
    private final List<HostConnector> sentinels;
    private final Duration limit;
    private final Function<RedisAddress, HostConnector> connectors;
    private volatile @Nullable Master master;
    private volatile boolean doubtful;
    private long askedAt = System.nanoTime() - INTERVAL;

    /** @param connectors to servers of any kind */
    SentinelConnector(Watched place, Duration limit, Function<RedisAddress, HostConnector> connectors) {
        this.place = place;
        this.limit = limit;
        this.connectors = connectors;
        this.sentinels = place.sentinels().stream().map(connectors).toList();
    }

    /** @param epoch grows with each failover */
    private record Master(HostConnector connector, long epoch) {

        boolean isAt(Named named) {
            return connector.address().host().equals(named.host())
                    && connector.address().port() == named.port();
        }
    }

    /** What a Sentinel says. */
    private record Named(String host, int port, long epoch) {

        static Optional<Named> of(@Nullable Object reply) {
            if (!(reply instanceof List<?> fields)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Named(
                        Fields.value(fields, "ip").orElseThrow(),
                        Integer.parseInt(Fields.value(fields, "port").orElseThrow()),
                        Long.parseLong(Fields.value(fields, "config-epoch").orElseThrow())));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public RedisConnection connect(Deadline deadline) {
        Master known = master;
        if (known == null) {
            known = firstNamed(deadline);
        }
        try {
            return known.connector().connect(deadline);
        } catch (RuntimeException e) {
            doubtful = true; // the Sentinels may know of another one by now
            throw e;
        }
    }

    @Override
    public boolean leadsTo(RedisConnection connection) {
        Master known = master;
        return known != null && known.connector().leadsTo(connection);
    }

    @Override
    public void refreshIfDue() {
        Master known = master;
        if (known != null) {
            known.connector().refreshIfDue();
        }
        sentinels.forEach(HostConnector::refreshIfDue);
        if (!doubtful && System.nanoTime() - askedAt < INTERVAL) {
            return;
        }
        askedAt = System.nanoTime();
        doubtful = false;
        newestNamed().ifPresent(this::learn);
    }

    /** Each Sentinel has an equal part of what is left, and something is left for the master. */
    private Master firstNamed(Deadline deadline) {
        JedisConnectionException failure = new JedisConnectionException("No Sentinel of " + place + " names a master");
        for (int i = 0; i < sentinels.size(); i++) {
            Deadline share = deadline.atMost(deadline.remaining().dividedBy(sentinels.size() - i + 1L));
            try {
                Optional<Named> named = ask(sentinels.get(i), share);
                if (named.isPresent()) {
                    return learn(named.get());
                }
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private Optional<Named> newestNamed() {
        return sentinels.stream().flatMap(this::named).max(Comparator.comparingLong(Named::epoch));
    }

    private Stream<Named> named(HostConnector sentinel) {
        try {
            return ask(sentinel, Deadline.in(limit)).stream();
        } catch (RuntimeException e) {
            LOG.fine(() -> "A Sentinel has not answered: " + e);
            return Stream.empty();
        }
    }

    private Optional<Named> ask(HostConnector sentinel, Deadline deadline) {
        RedisConnection connection = sentinel.connect(deadline);
        try {
            return Named.of(connection.ask(Command.reading("SENTINEL", "MASTER", place.master())));
        } finally {
            connection.closeNow();
        }
    }

    /** @return who is believed then: an answer that is older than what is known changes nothing */
    private synchronized Master learn(Named named) {
        Master known = master;
        if (known != null && (known.isAt(named) || named.epoch() < known.epoch())) {
            if (named.epoch() > known.epoch()) {
                master = new Master(known.connector(), named.epoch());
            }
            return known;
        }
        Master next = new Master(connectors.apply(place.login().at(named.host(), named.port())), named.epoch());
        master = next;
        if (known != null) {
            LOG.info(() -> "The Sentinels name another master of " + place + ": "
                    + next.connector().address().hostAndPort());
        }
        return next;
    }
}
