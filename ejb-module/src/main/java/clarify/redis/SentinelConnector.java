package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.redis.RedisPlace.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
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

    /** Longer than Sentinels that hear of each other need to agree, which they do every two seconds. */
    private static final long MADE_ANEW = Duration.ofSeconds(5).toNanos();

    private final Watched place;
    private final List<Sentinel> sentinels;
    private final Duration limit;
    private final Function<RedisAddress, HostConnector> connectors;
    private final LookUpLog log;
    private volatile @Nullable Master master;
    private volatile boolean doubtful;
    private volatile boolean told = true;
    private final LongSupplier nanoClock;
    private long askedAt;

    /** Since when most Sentinels have known of less than what is known here; null: they do not. */
    private @Nullable Long knownLessSince;

    /** @param connectors to servers of any kind */
    SentinelConnector(Watched place, Duration limit, Function<RedisAddress, HostConnector> connectors) {
        this(place, limit, connectors, System::nanoTime);
    }

    SentinelConnector(
            Watched place, Duration limit, Function<RedisAddress, HostConnector> connectors, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.askedAt = nanoClock.getAsLong() - INTERVAL;
        this.place = place;
        this.log = new LookUpLog(
                noMasterOf(place) + ", so the one that was named last stays in use, if any was",
                "The Sentinels name the master of " + place + " again.");
        this.limit = limit;
        this.connectors = connectors;
        this.sentinels = place.sentinels().stream()
                .map(address -> new Sentinel(connectors.apply(address), logOf(address, place)))
                .toList();
    }

    /** @param log of it alone, while another one names the master */
    private record Sentinel(HostConnector connector, LookUpLog log) {

        void tell(@Nullable RuntimeException problem) {
            if (problem == null) {
                log.succeeded();
            } else {
                log.failed(List.of(problem));
            }
        }
    }

    private static LookUpLog logOf(RedisAddress address, Watched place) {
        String sentinel = "The Sentinel at " + address.hostAndPort();
        return new LookUpLog(
                sentinel + " names no master of " + place + "; another one does",
                sentinel + " names the master of " + place + " again.");
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

        /**
         * The epoch of the one reply with the address of the other: the Sentinel that leads a failover has the new epoch with the
         * former master until all replicas follow the next one, and names that one only when it is asked for the address.
         *
         * @param details to {@code SENTINEL MASTER}
         * @param address to {@code SENTINEL GET-MASTER-ADDR-BY-NAME}
         */
        static Optional<Named> of(@Nullable Object details, @Nullable Object address) {
            if (!(details instanceof List<?> fields)
                    || !(address instanceof List<?> place)
                    || place.size() != 2
                    || !(place.get(0) instanceof byte[] host)
                    || !(place.get(1) instanceof byte[] port)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Named(
                        new String(host, UTF_8),
                        Integer.parseInt(new String(port, UTF_8)),
                        Long.parseLong(Fields.value(fields, "config-epoch").orElseThrow())));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        boolean isAt(Named other) {
            return host.equals(other.host) && port == other.port;
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
        sentinels.forEach(sentinel -> sentinel.connector().refreshIfDue());
        if (!doubtful && nanoClock.getAsLong() - askedAt < INTERVAL) {
            return;
        }
        askedAt = nanoClock.getAsLong();
        doubtful = false;
        askAll();
    }

    @Override
    public boolean knowsTheWay() {
        return told;
    }

    /** Each Sentinel has an equal part of what is left, and something is left for the master. */
    private Master firstNamed(Deadline deadline) {
        List<RuntimeException> problems = new ArrayList<>();
        for (int i = 0; i < sentinels.size(); i++) {
            Deadline share = deadline.atMost(deadline.remaining().dividedBy(sentinels.size() - i + 1L));
            try {
                return learn(ask(sentinels.get(i), share));
            } catch (RuntimeException e) {
                problems.add(e);
            }
        }
        throw nobody(problems);
    }

    private void askAll() {
        List<Named> answers = new ArrayList<>();
        Map<Sentinel, RuntimeException> problems = new LinkedHashMap<>();
        for (Sentinel sentinel : sentinels) {
            try {
                answers.add(ask(sentinel, Deadline.in(limit)));
            } catch (RuntimeException e) {
                problems.put(sentinel, e);
            }
        }
        Optional<Named> newest = answers.stream().max(Comparator.comparingLong(Named::epoch));
        if (newest.isEmpty()) {
            log.failed(List.copyOf(problems.values()));
        } else {
            learn(newest.get());
            believeMost(newest.get(), answers);
            log.succeeded();
            sentinels.forEach(sentinel -> sentinel.tell(problems.get(sentinel)));
        }
        told = newest.isPresent();
    }

    /**
     * Sentinels that were made anew count their configurations from zero. They are believed after a while in which more than half of
     * all that are set say the same and none knows of more: one that is cut off from the others is not.
     */
    private synchronized void believeMost(Named newest, List<Named> answers) {
        Master known = master;
        long agreeing = answers.stream().filter(newest::isAt).count();
        if (known == null || newest.epoch() >= known.epoch() || agreeing <= sentinels.size() / 2) {
            knownLessSince = null;
            return;
        }
        long now = nanoClock.getAsLong();
        Long since = knownLessSince;
        if (since == null) {
            knownLessSince = now;
        } else if (now - since >= MADE_ANEW) {
            knownLessSince = null;
            follow(newest);
        }
    }

    private JedisConnectionException nobody(List<RuntimeException> problems) {
        RuntimeException cause = LookUpLog.worst(problems);
        String because = Repairable.told(cause).map(told -> ": " + told).orElse("");
        JedisConnectionException failure = new JedisConnectionException(noMasterOf(place) + because, cause);
        problems.stream().filter(problem -> problem != cause).forEach(failure::addSuppressed);
        return failure;
    }

    private static String noMasterOf(Watched place) {
        return "No Sentinel of " + place + " names a master";
    }

    /** @throws RuntimeException when it names no master */
    private Named ask(Sentinel sentinel, Deadline deadline) {
        try {
            RedisConnection connection = sentinel.connector().connect(deadline);
            try {
                Object details = connection.ask(Command.reading("SENTINEL", "MASTER", place.master()));
                Object address = connection.ask(Command.reading("SENTINEL", "GET-MASTER-ADDR-BY-NAME", place.master()));
                return Named.of(details, address).orElseThrow(() -> refusal(details, address));
            } finally {
                connection.closeNow();
            }
        } catch (RefusedReading e) {
            throw e.bySentinel();
        }
    }

    private static RuntimeException refusal(@Nullable Object details, @Nullable Object address) {
        return ErrorReply.firstIn(Arrays.asList(details, address))
                .map(ErrorReply::toReading)
                .orElseGet(() -> new UnexpectedReply("no name of a master"));
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
        return follow(named);
    }

    private Master follow(Named named) {
        Master known = master;
        Master next = new Master(connectors.apply(place.login().at(named.host(), named.port())), named.epoch());
        master = next;
        if (known != null && !known.isAt(named)) {
            LOG.info(() -> "The Sentinels name another master of " + place + ": "
                    + next.connector().address().hostAndPort());
        }
        return next;
    }
}
