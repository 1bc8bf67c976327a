package clarify.cluster;

import clarify.cluster.ExpectedNumber.Acknowledged;
import clarify.cluster.ExpectedNumber.Floor;
import clarify.cluster.Person.Place;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests contexts on both nodes and checks them against the acknowledged writes. */
final class Reader implements Runnable {
    private final HistoryChecker history;
    private final Random random;
    private final boolean patient;

    /** @param patient whether it also asks a node that stands still, and waits until that goes on */
    Reader(HistoryChecker history, long seed, boolean patient) {
        this.history = history;
        this.patient = patient;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        List<Node> nodes = history.cluster().nodes;
        try (ContextClient first = new ContextClient(nodes.get(0).port);
                ContextClient second = new ContextClient(nodes.get(1).port)) {
            List<ContextClient> clients = List.of(first, second);
            while (!history.isEnding()) {
                int drawn = random.nextInt(clients.size());
                int node = canBeAsked(nodes.get(drawn)) ? drawn : 1 - drawn;
                Person person = someone();
                if (canBeAsked(nodes.get(node))) {
                    read(person, node, clients.get(node));
                } else {
                    Thread.sleep(10);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean canBeAsked(Node node) {
        return node.isRunning() || (patient && node.isFrozen());
    }

    /** Mostly a user who is being changed, to find races. */
    private Person someone() {
        List<Person> people = history.people();
        List<Writer> writers = history.writers();
        return random.nextInt(3) > 0
                ? writers.get(random.nextInt(writers.size())).watched()
                : people.get(random.nextInt(people.size()));
    }

    private void read(Person person, int number, ContextClient client) {
        Node node = history.cluster().node(number);
        Map<Place, Floor> floors = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            floors.put(place, person.expected(place).floor(number));
        }
        String fault = history.fault();
        long sent = System.nanoTime();
        try {
            ContextClient.Reply reply = client.context(person.token);
            if (!node.wasUpSince(sent)) {
                return;
            }
            history.report().read(fault, System.nanoTime() - sent);
            if (reply.status() == 503 && wasDatabaseAway(node, sent)) {
                history.report().count(Observation.UNAVAILABLE);
                return;
            }
            if (reply.status() != 200) {
                history.report()
                        .found(
                                Observation.FAILED,
                                "%s answered %d, fault: %s".formatted(node.name(), reply.status(), fault));
                return;
            }
            if (reply.blind()) {
                history.report()
                        .count(
                                wasDatabaseAway(node, sent)
                                        ? Observation.MARKED
                                        : Observation.MARKED_WITHOUT_A_FAULT_OF_THE_DATABASE);
            }
            if (reply.partial()) {
                history.report().found(Observation.PARTIAL, node.name() + ", fault: " + fault);
            }
            var read = new Read(person, node, sent, reply, fault);
            floors.forEach((place, floor) -> check(read, place, floor));
        } catch (IOException e) {
            if (node.wasUpSince(sent)) {
                history.report().found(Observation.FAILED, "%s: %s, fault: %s".formatted(node.name(), e, fault));
            }
        }
    }

    private boolean wasDatabaseAway(Node node, long sent) {
        return history.wasDatabaseAway(node, sent) || history.wasDatabaseAway(node, System.nanoTime());
    }

    private record Read(Person person, Node node, long sent, ContextClient.Reply reply, String fault) {}

    private void check(Read read, Place place, Floor floor) {
        ExpectedNumber expected = read.person().expected(place);
        long shows = place.shownBy(read.reply().body());
        if (shows > expected.attempted()) {
            history.report().found(Observation.INVENTED, place + " shows " + shows + " of " + expected.attempted());
        }
        boolean leftOut = shows == 0 && read.reply().partial();
        boolean late = place.isReplaced() && expected.mayHaveComeLate(shows);
        if (shows >= floor.hoped().number() || leftOut || late) {
            return;
        }
        if (shows < floor.always().number()) {
            history.report().found(Observation.STALE_ON_THE_SAME_NODE, told(read, place, shows, floor.always()));
        } else if (read.reply().blind()) {
            history.report().count(Observation.STALE_AND_MARKED);
        } else if (shows < floor.promised().number()) {
            history.report().found(Observation.STALE_BEYOND_THE_LEASE, told(read, place, shows, floor.promised()));
        } else {
            history.report().count(Observation.WITHIN_THE_LEASE);
        }
    }

    private String told(Read read, Place place, long shows, Acknowledged expected) {
        return "%s of %s on %s shows %d, but %d was acknowledged by %s %d ms before; fault: %s, now: %s; answered at %s"
                .formatted(
                        place,
                        read.person().id,
                        read.node().name(),
                        shows,
                        expected.number(),
                        history.cluster().node(expected.node()).name(),
                        Duration.ofNanos(read.sent() - expected.at()).toMillis(),
                        read.fault(),
                        history.fault(),
                        Instant.now());
    }
}
