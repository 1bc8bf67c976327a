package clarify.cluster;

import clarify.cluster.Person.Place;
import clarify.testkit.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Changes its own users through both nodes, each several times in a row while readers read them. */
final class Writer implements Runnable {
    private static final List<Place> PLACES = List.of(Place.values());

    /** At random, long enough for a context to be cached, or short enough to overlap with that. */
    private static final int LONGEST_PAUSE_MILLIS = Integer.getInteger("pause.millis", 50);

    private static final int LONGEST_STAY = 20;

    private final HistoryChecker history;
    private final List<Person> mine;
    private final Random random;
    private volatile Person watched;

    Writer(HistoryChecker history, List<Person> mine, long seed) {
        this.history = history;
        this.mine = mine;
        this.random = new Random(seed);
        watched = mine.get(0);
    }

    /** The user that this writer changes at the moment. */
    Person watched() {
        return watched;
    }

    @Override
    public void run() {
        try {
            while (!history.isEnding()) {
                watched = mine.get(random.nextInt(mine.size()));
                stayWith(watched, random.nextInt(LONGEST_STAY));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stayWith(Person person, int writes) throws InterruptedException {
        for (int i = 0; i < writes && !history.isEnding(); i++) {
            Place place = PLACES.get(random.nextInt(PLACES.size()));
            int node = random.nextInt(history.cluster().nodes.size());
            if (history.cluster().node(node).isRunning()) {
                write(person, place, node);
            }
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private void write(Person person, Place place, int node) {
        ExpectedNumber expected = person.expected(place);
        long attempt = expected.next();
        long number = place == Place.REFLECTIONS ? count(person, expected) : attempt;
        long sent = System.nanoTime();
        try {
            Answer answer = person.write(place, node, attempt);
            if (answer.status() / 100 == 2) {
                expected.acknowledge(number, node, sent);
                history.report().count(Observation.WRITTEN);
            } else {
                expected.lose(attempt);
                history.report()
                        .found(
                                Observation.REFUSED,
                                "%s answered %d, fault: %s".formatted(place, answer.status(), history.fault()));
            }
        } catch (UncheckedIOException e) {
            expected.lose(attempt);
            history.report().count(Observation.LOST);
        }
    }

    /** The least count after this write. For writes without an answer the database is asked. */
    private static long count(Person person, ExpectedNumber expected) {
        return 1 + (expected.isUncertain() ? person.stored(Place.REFLECTIONS) : expected.greatest());
    }
}
