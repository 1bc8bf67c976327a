package clarify.rig;

import clarify.rig.Person.Place;
import clarify.stage.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Changes people that nobody else changes, now here, now there. */
final class Writer implements Runnable {
    private static final List<Place> PLACES = List.of(Place.values());

    /** A person changes now and then, so that most contexts are warm. */
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(25);

    private final HistoryChecker history;
    private final List<Person> mine;
    private final Random random;

    Writer(HistoryChecker history, List<Person> mine, long seed) {
        this.history = history;
        this.mine = mine;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!history.isEnding()) {
                Person person = mine.get(random.nextInt(mine.size()));
                Place place = PLACES.get(random.nextInt(PLACES.size()));
                int node = random.nextInt(history.rig().nodes.size());
                if (history.rig().node(node).isUp()) {
                    write(person, place, node);
                }
                Thread.sleep(BETWEEN_WRITES.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
