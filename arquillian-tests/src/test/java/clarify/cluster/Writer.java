package clarify.cluster;

import clarify.cluster.Person.Place;
import clarify.testkit.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Changes people that nobody else changes, now here, now there; each of them some times on end, watched by the readers. */
final class Writer implements Runnable {
    private static final List<Place> PLACES = List.of(Place.values());

    /** Long enough for a context to become warm, or short enough to meet it while it does: as chance has it. */
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

    /** Whom this writer changes just now. */
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
            int node = random.nextInt(history.rig().nodes.size());
            if (history.rig().node(node).isUp()) {
                write(person, place, node);
            }
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private void write(Person person, Place place, int node) {
        Wanted wanted = person.wanted(place);
        long attempt = wanted.next();
        long number = place == Place.REFLECTIONS ? count(person, wanted) : attempt;
        long sent = System.nanoTime();
        try {
            Answer answer = person.write(place, node, attempt);
            if (answer.status() / 100 == 2) {
                wanted.acknowledge(number, node, sent);
                history.report().count(Finding.WRITTEN);
            } else {
                wanted.lose(attempt);
                history.report()
                        .found(
                                Finding.REFUSED,
                                "%s answered %d, fault: %s".formatted(place, answer.status(), history.fault()));
            }
        } catch (UncheckedIOException e) {
            wanted.lose(attempt);
            history.report().count(Finding.LOST);
        }
    }

    /** What there will be at least when this write is acknowledged. Of those whose answer was lost only the database knows. */
    private static long count(Person person, Wanted wanted) {
        return 1 + (wanted.isUncertain() ? person.stored(Place.REFLECTIONS) : wanted.greatest());
    }
}
