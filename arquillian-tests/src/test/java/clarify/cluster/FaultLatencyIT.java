package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Journal;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Measures contexts under each fault of Redis, and at the same time on a node without a cache. */
class FaultLatencyIT {
    private static final int SAMPLES = Integer.getInteger("samples", 15);

    /** The limit for all Redis calls of one context: connect time-out plus read time-out. */
    private static final Duration REDIS_DEADLINE = Duration.ofMillis(500);

    /** Tolerance for scheduling on a busy machine. */
    private static final Duration SCHEDULING = Duration.ofMillis(250);

    /** In seconds. */
    private static final int SOCKET_TIMEOUT = 60;

    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final TcpProxy proxy = new TcpProxy(redis.port());
    private final Tokens tokens = new Tokens();
    private final Node cached = node("wildfly-cached", proxy, Map.of());
    private final Node uncached = node("wildfly-uncached", new TcpProxy(redis.port()), Map.of("clarify.redis.uri", ""));

    private Node node(String name, TcpProxy proxied, Map<String, String> settings) {
        return new WildFlyNode(name, proxied, new TcpProxy(postgres.port()), SOCKET_TIMEOUT, tokens, settings);
    }

    @BeforeEach
    void start() {
        for (Node node : List.of(cached, uncached)) {
            node.start();
            node.awaitAnswer();
        }
    }

    @AfterEach
    void close() {
        try (postgres;
                redis;
                cached;
                uncached) {
            proxy.pass();
        }
    }

    private record Fault(String name, Runnable begin, Runnable end) {}

    private Fault proxied(String name, Runnable begin) {
        return new Fault(name, begin, proxy::pass);
    }

    private List<Fault> faults() {
        return List.of(
                proxied("none", proxy::pass),
                proxied("refuse", proxy::refuse),
                proxied("swallow", proxy::swallow),
                proxied("delay", proxy::delay),
                proxied("slow", proxy::slow),
                proxied("trickle", proxy::trickle),
                proxied("cut", proxy::cut),
                proxied("reset", proxy::reset),
                proxied("connections lost", () -> {
                    proxy.refuse();
                    proxy.pass();
                }),
                proxied("scripts unheard", proxy::deafen),
                proxied("scripts late", proxy::handOnLate),
                proxied("LOADING", () -> proxy.answerError("LOADING Redis is loading the dataset in memory")),
                new Fault("Redis killed", redis::kill, redis::start),
                new Fault("Redis frozen", redis::freeze, redis::thaw));
    }

    @Test
    void no_context_takes_longer_than_the_deadline_and_its_lookups_nor_without_redis_longer_than_without_a_cache()
            throws IOException {
        Journal journal = Journal.rich(cached.clarify());
        Caller beside = uncached.clarify().user(journal.userId());
        for (int i = 0; i < 200; i++) { // warm up the JVMs
            journal.caller().context();
            beside.context();
        }

        List<Latencies> table =
                faults().stream().map(fault -> measure(fault, journal, beside)).toList();

        String text = Latencies.table(table);
        Files.writeString(TestEnvironment.file("clarify.servers").toPath().resolveSibling("fault-latency.md"), text);
        Duration lookups = table.stream()
                .map(row -> max(row.uncached()))
                .max(Duration::compareTo)
                .orElseThrow();
        assertThat(table).as(text).allSatisfy(row -> {
            assertThat(max(row.warm())).isLessThan(REDIS_DEADLINE.plus(lookups).plus(SCHEDULING));
            assertThat(max(row.cold())).isLessThan(REDIS_DEADLINE.plus(lookups).plus(SCHEDULING));
            assertThat(max(row.open())).isLessThan(lookups.plus(SCHEDULING));
        });
    }

    private Latencies measure(Fault fault, Journal journal, Caller beside) {
        var row = new Latencies(fault.name());
        for (int i = 0; i < SAMPLES; i++) {
            sample(fault, journal, row.warm(), journal::warm);
            sample(
                    fault,
                    journal,
                    row.cold(),
                    () -> cached.clarify().admin().delete("/admin/cache/users/" + journal.userId()));
        }
        measureWhileOpen(fault, journal, beside, row);
        return row;
    }

    /** The first context after the begin of the fault: the circuit is closed. */
    private void sample(Fault fault, Journal journal, Histogram latencies, Runnable readied) {
        closeCircuit();
        readied.run();
        fault.begin().run();
        try {
            record(latencies, journal.caller());
        } finally {
            fault.end().run();
        }
    }

    /** Faults that do not open the circuit are left out. */
    private void measureWhileOpen(Fault fault, Journal journal, Caller beside, Latencies row) {
        fault.begin().run();
        try {
            for (int i = 0; i < 3; i++) {
                journal.caller().context();
            }
            boolean open = cached.clarify().cache().state().equals("open");
            for (int i = 0; i < 2 * SAMPLES; i++) {
                record(row.uncached(), beside);
                if (open) {
                    record(row.open(), journal.caller());
                }
            }
        } finally {
            fault.end().run();
            closeCircuit();
        }
    }

    private static void record(Histogram latencies, Caller caller) {
        latencies.recordValue(caller.getText("/context").expect(200).took().toNanos() / 1_000);
    }

    private void closeCircuit() {
        Awaitility.await("a closed circuit and an answer of Redis").until(() -> {
            cached.clarify().admin().post("/admin/cache/circuit/reset", "");
            return cached.clarify().cache().state().equals("closed");
        });
    }

    private static Duration max(Histogram latencies) {
        return Duration.ofNanos(latencies.getMaxValue() * 1_000);
    }
}
