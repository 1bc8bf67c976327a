package clarify.cluster;

import clarify.cluster.Balancer.Unanswered;
import clarify.cluster.Person.Place;
import clarify.testkit.Answer;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * People who are changed and read through a {@link Balancer} all the time. What was acknowledged before a read was sent must
 * be shown, whichever node answers. A node that is going down may refuse a connection, or close it before a byte of an
 * answer: then the request is sent to the other one, unless the first may have done what must not be done twice. Everything
 * else that is no success is a failure.
 */
final class BalancedLoad {
    private static final int PEOPLE = 24;
    private static final int READERS = Integer.getInteger("readers", 6);
    private static final int WRITERS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    /** Those that a write replaces, or adds a row for. */
    private static final List<Place> PLACES = List.of(Place.NAME, Place.DREAM, Place.SESSION, Place.PATTERN);

    private final TwoNodes cluster;
    private final Balancer balancer;
    private final Report report;
    private final List<Person> people;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);

    BalancedLoad(TwoNodes cluster, Balancer balancer, Report report) {
        this.cluster = cluster;
        this.balancer = balancer;
        this.report = report;
        people = IntStream.range(0, PEOPLE).mapToObj(i -> new Person(cluster)).toList();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            List<Person> mine = IntStream.range(0, PEOPLE)
                    .filter(person -> person % WRITERS == writer)
                    .mapToObj(people::get)
                    .toList();
            again("writer " + i, random -> write(one(mine, random), one(PLACES, random)));
        }
        for (int i = 0; i < READERS; i++) {
            List<ContextClient> clients = cluster.nodes.stream()
                    .map(node -> new ContextClient(node.port))
                    .toList();
            again("reader " + i, random -> read(one(people, random), clients));
        }
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Until the end, with pauses. */
    private void again(String name, Consumer<Random> step) {
        var random = new Random(name.hashCode());
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!ending.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                            step.accept(random);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, e) -> report.found(Observation.BROKEN, name + ": " + e));
        thread.start();
        threads.add(thread);
    }

    private void write(Person person, Place place) {
        ExpectedNumber expected = person.expected(place);
        long number = expected.next();
        long sent = System.nanoTime();
        try {
            try {
                write(person, place, number, sent);
            } catch (Unanswered e) {
                if (!e.isRefused()) {
                    throw e;
                }
                report.count(Observation.SENT_TO_THE_OTHER_NODE);
                write(person, place, number, sent);
            }
        } catch (IOException e) {
            expected.lose(number);
            report.found(e instanceof Unanswered ? Observation.LOST : Observation.FAILED, place + ": " + e);
        }
    }

    private void write(Person person, Place place, long number, long sent) throws IOException {
        balancer.send(node -> {
            Answer answer = answer(person, place, node, number, sent);
            if (answer.status() / 100 == 2) {
                person.expected(place).acknowledge(number, node, sent);
                report.count(Observation.WRITTEN);
            } else {
                person.expected(place).lose(number);
                report.found(Observation.FAILED, "%s at %s: %d".formatted(place, name(node), answer.status()));
            }
            return answer;
        });
    }

    private Answer answer(Person person, Place place, int node, long number, long sent) throws IOException {
        try {
            return person.write(place, node, number);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw ofNodeGoingDown(node, sent, hasNotBegun(cause), cause);
        }
    }

    /** As far as the JDK's client tells. */
    private static boolean hasNotBegun(IOException e) {
        return e instanceof SocketException || String.valueOf(e.getMessage()).contains("received no bytes");
    }

    private void read(Person person, List<ContextClient> clients) {
        Map<Place, Long> floors = new EnumMap<>(Place.class);
        for (Place place : PLACES) {
            floors.put(place, person.expected(place).floor(0).hoped().number());
        }
        try {
            try {
                read(person, clients, floors);
            } catch (Unanswered e) {
                report.count(Observation.SENT_TO_THE_OTHER_NODE);
                read(person, clients, floors);
            }
        } catch (IOException e) {
            report.found(Observation.FAILED, "a context: " + e);
        }
    }

    private void read(Person person, List<ContextClient> clients, Map<Place, Long> floors) throws IOException {
        balancer.send(node -> {
            long sent = System.nanoTime();
            ContextClient client = clients.get(node);
            try {
                ContextClient.Reply reply = client.context(person.token);
                report.read(name(node), System.nanoTime() - sent);
                check(person, node, reply, floors);
                return reply;
            } catch (IOException e) {
                throw ofNodeGoingDown(node, sent, !client.hasBegun(), e);
            }
        });
    }

    private IOException ofNodeGoingDown(int node, long sent, boolean unanswered, IOException e) {
        return unanswered && !cluster.node(node).wasUpSince(sent) ? new Unanswered(e) : e;
    }

    private void check(Person person, int node, ContextClient.Reply reply, Map<Place, Long> floors) {
        if (reply.status() != 200) {
            report.found(Observation.FAILED, "a context at %s: %d".formatted(name(node), reply.status()));
            return;
        }
        if (reply.partial()) {
            report.found(Observation.PARTIAL, name(node));
        }
        floors.forEach((place, floor) -> {
            long shows = place.shownBy(reply.body());
            if (shows < floor && !person.expected(place).mayHaveComeLate(shows)) {
                report.found(
                        Observation.STALE_BEYOND_THE_LEASE,
                        "%s of %s at %s shows %d of %d".formatted(place, person.id, name(node), shows, floor));
            }
        });
    }

    private String name(int node) {
        return cluster.node(node).name();
    }

    /** Ends, and compares what was acknowledged with the database, and the database with what each node shows. */
    void end() throws InterruptedException {
        ending.countDown();
        for (Thread thread : threads) {
            thread.join(TestEnvironment.PATIENCE.toMillis());
        }
        report.ended();
        people.forEach(person -> PLACES.forEach(place -> mustBeThere(person, place)));
    }

    private void mustBeThere(Person person, Place place) {
        long stored = person.stored(place);
        ExpectedNumber expected = person.expected(place);
        if (stored < expected.greatest() && !expected.mayHaveComeLate(stored)) {
            report.found(
                    Observation.LOST_BY_THE_DATABASE,
                    "%s of %s is %d of %d".formatted(place, person.id, stored, expected.greatest()));
        }
        for (int node = 0; node < cluster.nodes.size(); node++) {
            long shows = place.shownBy(person.door(node).context().text());
            if (shows != stored) {
                report.found(
                        Observation.WRONG_AT_THE_END,
                        "%s of %s at %s shows %d of %d".formatted(place, person.id, name(node), shows, stored));
            }
        }
    }
}
