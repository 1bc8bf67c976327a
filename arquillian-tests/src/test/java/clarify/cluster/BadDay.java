package clarify.cluster;

import clarify.cluster.BadDayFaults.Fault;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.Postgres;
import clarify.testkit.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Warm people whose contexts, and dreams of another, are read at a steady rate from one node, in quiet times and others. */
final class BadDay {
    private static final int PEOPLE = 20;
    private static final int CONTEXTS_A_SECOND = Integer.getInteger("rate", 50);
    private static final int LISTS_A_SECOND = 10;
    private static final int CALLS_UNTIL_COMPILED = 2_000;
    private static final Duration REHEARSAL = Duration.ofSeconds(3);

    private final Node node;
    private final Clarify clarify;
    private final List<Journal> people;
    private final List<String> theirTokens;
    private final String tokenOfAnother;
    private final Recovery recovery;

    BadDay(Node node, Postgres postgres, Tokens tokens) {
        this.node = node;
        clarify = node.clarify();
        people = Stream.generate(() -> Journal.rich(clarify)).limit(PEOPLE).toList();
        theirTokens = people.stream()
                .map(person -> tokens.of(person.userId().toString(), "user"))
                .toList();
        tokenOfAnother = tokens.of(Journal.rich(clarify).userId().toString(), "user");
        recovery = new Recovery(node, postgres);
    }

    /** Everything once, briefly, so that the node has compiled what it needs later. */
    void rehearse(List<Fault> faults) throws InterruptedException {
        for (int i = 0; i < CALLS_UNTIL_COMPILED; i++) {
            people.get(i % PEOPLE).caller().context();
        }
        for (Fault fault : faults) {
            during(fault, REHEARSAL);
        }
    }

    Readings quiet(Duration time) throws InterruptedException {
        return during(new Fault("nothing", true, () -> {}, answers -> Load.NONE, () -> {}), time);
    }

    /** Reads while the fault lasts, and on until everything works again. */
    Readings during(Fault fault, Duration time) throws InterruptedException {
        recovery.await();
        warm();
        var readings = new Readings(fault.name());
        List<SteadyReader> readers = readers(fault, readings);
        Load load;
        try {
            load = suffer(fault, time, readings);
            readings.normalAfter(recovery.await());
        } finally {
            for (SteadyReader reader : readers) {
                reader.end();
            }
        }
        load.awaitLastAnswer();
        return readings;
    }

    private List<SteadyReader> readers(Fault fault, Readings readings) {
        var contexts = new SteadyReader(node.port, "/context", CONTEXTS_A_SECOND, theirTokens, readings::add);
        if (!fault.databaseAnswers()) {
            return List.of(contexts);
        }
        return List.of(
                contexts,
                new SteadyReader(node.port, "/dreams", LISTS_A_SECOND, List.of(tokenOfAnother), readings.dreams::add));
    }

    private static Load suffer(Fault fault, Duration time, Readings readings) throws InterruptedException {
        fault.begin().run();
        Load load = Load.NONE;
        try {
            load = fault.load().apply(readings.others);
            Thread.sleep(time.toMillis());
            return load;
        } finally {
            load.end();
            fault.end().run();
        }
    }

    /** Their lists are stored anew, so that none expires soon. */
    private void warm() {
        for (Journal person : people) {
            clarify.admin().delete("/admin/cache/users/" + person.userId()).expect(204);
            person.warm();
        }
    }
}
