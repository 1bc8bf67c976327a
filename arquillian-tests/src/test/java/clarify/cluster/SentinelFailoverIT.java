package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Redis;
import clarify.testkit.ReplicatedRedis;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Another master under load: no context fails, nothing is stale, and both nodes use the next master soon. */
@OnTwoNodes(OnTwoNodes.Settings.SENTINELS)
class SentinelFailoverIT {
    /** Of each fault. */
    private static final int TIMES = Integer.getInteger("times", 1);

    /** Only faults with this in their names; once, the one that comes first, and usually all. */
    private static final String ONLY = System.getProperty("faults", TIMES == 1 ? "master killed" : "");

    /**
     * From the moment at which Sentinels name another master: a node asks them once a second, its circuit opens again after a
     * second, and two lookups follow. The rest is room for machines that have more to do.
     */
    private static final Duration USED_AGAIN = Duration.ofSeconds(15);

    private final TwoNodes cluster;
    private final ReplicatedRedis redis;
    private final List<Recovery> recoveries;
    private final StringBuilder measured = new StringBuilder("""
            | fault | failover after s | the next master used by both nodes, s after that | everything normal, s after the end of the fault |
            |---|---|---|---|
            """);
    private final List<Duration> usedAgain = new ArrayList<>();

    SentinelFailoverIT(TwoNodes cluster) {
        this.cluster = cluster;
        redis = cluster.replicated.orElseThrow();
        recoveries = cluster.nodes.stream()
                .map(node -> new Recovery(node, cluster.postgres))
                .toList();
    }

    @Test
    void no_context_fails_and_nothing_is_stale_while_the_master_changes() throws InterruptedException, IOException {
        List<Fault> faults = new SentinelFaults(cluster, redis)
                .failovers().stream()
                        .filter(fault -> fault.name().contains(ONLY))
                        .toList();
        assertThat(faults).isNotEmpty();
        HistoryChecker history = new HistoryChecker(cluster, 1);

        Report report = history.runDuring(() -> {
            for (Fault fault : faults) {
                for (int time = 0; time < TIMES; time++) {
                    measure(fault, history.faults());
                }
            }
        });

        Files.writeString(
                TestEnvironment.file("clarify.servers").toPath().resolveSibling("sentinel-failovers.txt"),
                measured + report.text());
        HistoryIT.assertRight(report);
        assertThat(usedAgain).as(measured.toString()).allMatch(time -> time.compareTo(USED_AGAIN) < 0);
    }

    private void measure(Fault fault, Faults faults) throws InterruptedException {
        List<Person> people = IntStream.range(0, cluster.nodes.size())
                .mapToObj(node -> new Person(cluster))
                .toList();
        Redis before = redis.master();
        long begin = System.nanoTime();
        faults.suffer(
                new Fault(
                        fault.name(),
                        () -> {
                            fault.begin().run();
                            redis.awaitMasterOtherThan(before);
                            long changed = System.nanoTime();
                            IntStream.range(0, people.size()).forEach(node -> awaitUse(people.get(node), node));
                            Duration used = Duration.ofNanos(System.nanoTime() - changed);
                            usedAgain.add(used);
                            tell("| " + fault.name() + " | %.1f | %.1f |", Duration.ofNanos(changed - begin), used);
                        },
                        fault.end()),
                0);
        long end = System.nanoTime();
        recoveries.forEach(Recovery::await);
        tell(" %.1f |%n", Duration.ofNanos(System.nanoTime() - end));
    }

    /** Nobody has looked for this person before. */
    private void awaitUse(Person person, int node) {
        Awaitility.await("a context from the next master")
                .atMost(TestEnvironment.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> person.door(node).context().cacheHits() == 5
                        && redis.master().ask(jedis -> jedis.exists("ctx:dreams:" + person.id)));
    }

    private void tell(String line, Duration... times) {
        Object[] seconds = new Object[times.length];
        for (int i = 0; i < times.length; i++) {
            seconds[i] = times[i].toNanos() / 1e9;
        }
        measured.append(String.format(Locale.ROOT, line, seconds));
    }
}
