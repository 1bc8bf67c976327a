package clarify.rig;

import clarify.rig.Person.Place;
import clarify.rig.Wanted.Floor;
import clarify.stage.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Writers let numbers grow, readers look at what contexts show of them: every number that was acknowledged before a read was
 * sent must be there. Faults meanwhile.
 */
final class HistoryChecker {
    /**
     * Within this time a context on the other node may miss what a node that could not reach Redis has acknowledged: the
     * poll (0.5 s), a Redis deadline (0.5 s), and one read of a database that shares two cores with everything else.
     */
    static final Duration PROMISE = Duration.ofMillis(1_500);

    /** How long a write whose answer was lost may still happen: longer than any fault. */
    static final Duration QUARANTINE = Duration.ofSeconds(20);

    private static final List<Place> PLACES = List.of(Place.values());
    private static final int PEOPLE = 60;
    private static final int READERS = 8;
    private static final int WRITERS = 3;

    /** A person changes now and then, so that most contexts are warm. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(25);

    private final TwoNodes rig;
    private final long seed;
    private final Faults faults;
    private final Report report;
    private final List<Person> people = new ArrayList<>();
    private volatile boolean ending;

    HistoryChecker(TwoNodes rig, long seed) {
        this.rig = rig;
        this.seed = seed;
        faults = new Faults(rig, seed);
        report = new Report(seed);
    }

    Report run(Duration duration) throws InterruptedException {
        IntStream.range(0, PEOPLE).forEach(i -> people.add(new Person(rig)));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Random random = new Random(seed + i);
            threads.add(start("reader " + i, () -> readOnAndOn(random)));
        }
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            Random random = new Random(-seed - i);
            threads.add(start("writer " + i, () -> writeOnAndOn(number, random)));
        }
        Thread trouble = start("faults", faults);
        Thread.sleep(duration.toMillis()); // the run itself
        faults.end();
        trouble.join();
        ending = true;
        for (Thread thread : threads) {
            thread.join();
        }
        awaitDelivered();
        everythingMustBeThere();
        return report;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitDelivered() {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rig.pending() == 0);
        } finally {
            report.pending(rig.pending());
        }
    }

    private void everythingMustBeThere() {
        try (Wire first = new Wire(rig.node(0).port);
                Wire second = new Wire(rig.node(1).port)) {
            for (Person person : people) {
                read(person, 0, first);
                read(person, 1, second);
            }
        }
    }

    private void writeOnAndOn(int writer, Random random) {
        List<Person> mine = IntStream.range(0, PEOPLE)
                .filter(i -> i % WRITERS == writer)
                .mapToObj(people::get)
                .toList();
        while (!ending) {
            Person person = mine.get(random.nextInt(mine.size()));
            Place place = PLACES.get(random.nextInt(PLACES.size()));
            int node = random.nextInt(rig.nodes.size());
            if (!person.wanted(place).isQuarantined() && rig.node(node).wasUpSince(System.nanoTime())) {
                write(person, place, node);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_WRITES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Person person, Place place, int node) {
        Wanted wanted = person.wanted(place);
        try {
            if (place == Place.REFLECTIONS && wanted.takeLost()) {
                wanted.countedAnew(person.countReflections(node));
            }
            long number = wanted.next();
            Answer answer = person.write(place, node, number);
            if (answer.status() / 100 == 2) {
                wanted.acknowledge(number, node);
                report.written();
                return;
            }
            report.failedWrite(answer.status());
        } catch (RuntimeException e) {
            report.lostWrite();
        }
        wanted.unknown();
    }

    private void readOnAndOn(Random random) {
        try (Wire first = new Wire(rig.node(0).port);
                Wire second = new Wire(rig.node(1).port)) {
            List<Wire> wires = List.of(first, second);
            while (!ending) {
                int node = random.nextInt(wires.size());
                if (rig.node(node).wasUpSince(System.nanoTime())) {
                    read(people.get(random.nextInt(people.size())), node, wires.get(node));
                }
            }
        }
    }

    private void read(Person person, int node, Wire wire) {
        Map<Place, Floor> floors = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            floors.put(place, person.wanted(place).floor(node));
        }
        String fault = faults.current();
        long sent = System.nanoTime();
        try {
            Wire.Reply reply = wire.context(person.token);
            if (!rig.node(node).wasUpSince(sent)) {
                return; // was killed or frozen meanwhile
            }
            report.read(fault, System.nanoTime() - sent);
            if (reply.status() == 200) {
                floors.forEach((place, floor) -> check(person, place, node, floor, reply.body(), fault));
            } else {
                report.failedRead(node, fault, "status " + reply.status());
            }
        } catch (IOException e) {
            if (rig.node(node).wasUpSince(sent)) {
                report.failedRead(node, fault, e.toString());
            }
        }
    }

    private void check(Person person, Place place, int node, Floor floor, String context, String fault) {
        Wanted wanted = person.wanted(place);
        long shown = wanted.shownBy(context);
        if (shown > wanted.attempted()) {
            report.invented(place + " shows " + shown + " of " + wanted.attempted());
        }
        if (wanted.isQuarantined()) {
            return; // a write was lost while this read was under way
        }
        String what = place + " of " + person.id + " on " + rig.node(node).name() + ": shows " + shown + ", " + floor
                + ", fault: " + fault + ", at " + Instant.now();
        if (shown < floor.always()) {
            report.staleOnTheSameNode(what);
        } else if (shown < floor.promised()) {
            report.staleBeyondThePromise(what);
        } else if (shown < floor.hoped()) {
            report.staleWithinThePromise();
        }
    }
}
