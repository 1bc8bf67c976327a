package clarify.cluster;

import clarify.cluster.Person.Place;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Writers increase numbers, readers check the numbers in contexts: every number that was acknowledged before a read was
 * sent must be shown. Faults happen at the same time.
 */
final class HistoryChecker {
    /** Within this time a context on the other node may miss a change: {@code clarify.invalidation.lease}. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** After that the circuit is closed again: a try that failed just before the end of the fault, and some more. */
    private static final Duration RECOVERED = Duration.ofSeconds(10);

    private static final int PEOPLE = 60;
    private static final int READERS = Integer.getInteger("readers", 8);
    private static final int WRITERS = 3;

    /** The least number of reads, however long it takes. */
    private static final int LEAST_READS = Integer.getInteger("reads", 0);

    private final TwoNodes cluster;
    private final Faults faults;
    private final Report report;
    private final long seed;
    private final List<Person> people;
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean ending;

    HistoryChecker(TwoNodes cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
        faults = new Faults(cluster, seed);
        people = IntStream.range(0, PEOPLE).mapToObj(i -> new Person(cluster)).toList();
        report = new Report(seed);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(this, peopleOf(i), -seed - i));
        }
    }

    /** Under one fault after the other. */
    Report run(Duration duration) throws InterruptedException {
        return runDuring(() -> {
            Thread trouble = start("faults", faults);
            Thread.sleep(duration.toMillis()); // the run itself
            while (report.reads() < LEAST_READS) {
                Thread.sleep(1_000);
            }
            faults.end();
            trouble.join();
        });
    }

    /** Under the faults of the action, for as long as that takes. */
    Report runDuring(Fault.Action action) throws InterruptedException {
        cluster.nodes.forEach(node -> report.before(node.name(), node.threads(), node.logged()));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            threads.add(start("reader " + i, new Reader(this, seed + i, i % 2 == 0)));
        }
        writers.forEach(writer -> threads.add(start("writer", writer)));
        action.run();
        ending = true;
        for (Thread thread : threads) {
            thread.join();
        }
        report.ended();
        faults.awaitNodes();
        circuitsMustClose();
        awaitDelivered();
        everythingMustBeThere();
        return report;
    }

    private List<Person> peopleOf(int writer) {
        return IntStream.range(0, PEOPLE)
                .filter(i -> i % WRITERS == writer)
                .mapToObj(people::get)
                .toList();
    }

    TwoNodes cluster() {
        return cluster;
    }

    Report report() {
        return report;
    }

    List<Person> people() {
        return people;
    }

    List<Writer> writers() {
        return writers;
    }

    boolean isEnding() {
        return ending;
    }

    Faults faults() {
        return faults;
    }

    /** The current fault. */
    String fault() {
        return faults.current();
    }

    /** Whether the database of the node was away at that {@link System#nanoTime} or not long before. */
    boolean wasDatabaseAway(Node node, long moment) {
        return faults.wasDatabaseAway(node, moment);
    }

    private Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, e) -> report.found(Observation.BROKEN, name + ": " + e));
        thread.start();
        return thread;
    }

    /** After the last fault a background try closes the circuit, without anybody's help. */
    private void circuitsMustClose() {
        for (Node node : cluster.nodes) {
            try {
                Awaitility.await()
                        .atMost(RECOVERED)
                        .until(() -> node.clarify().cache().state().equals("closed"));
            } catch (ConditionTimeoutException e) {
                report.found(Observation.NOT_RECOVERED, node.name());
            }
            report.after(node.name(), node.threads(), node.loggedTrouble(report.loggedBefore(node.name())));
        }
    }

    private void awaitDelivered() {
        try {
            Awaitility.await().atMost(TestEnvironment.PATIENCE).until(() -> cluster.pending() == 0);
        } catch (ConditionTimeoutException e) {
            // the report tells
        }
        report.pending(cluster.pending());
    }

    /** Without writers, contexts show exactly what is in the database. */
    private void everythingMustBeThere() {
        for (Node node : cluster.nodes) {
            try (ContextClient client = new ContextClient(node.port)) {
                for (Person person : people) {
                    mustBeThere(person, node, client);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void mustBeThere(Person person, Node node, ContextClient client) throws IOException {
        String context = client.context(person.token).body();
        for (Place place : Place.values()) {
            long stored = person.stored(place);
            long shows = place.shownBy(context);
            String what = "%s of %s on %s shows %d of %d".formatted(place, person.id, node.name(), shows, stored);
            if (shows != stored) {
                report.found(Observation.WRONG_AT_THE_END, what);
            }
            ExpectedNumber expected = person.expected(place);
            if (stored < expected.greatest() && !(place.isReplaced() && expected.mayHaveComeLate(stored))) {
                report.found(Observation.LOST_BY_THE_DATABASE, what + ", acknowledged: " + expected.greatest());
            }
        }
    }
}
