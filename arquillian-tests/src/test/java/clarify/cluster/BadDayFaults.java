package clarify.cluster;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.DatabaseLock;
import clarify.testkit.Journal;
import clarify.testkit.Postgres;
import clarify.testkit.Tokens;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What goes wrong on a bad day. */
final class BadDayFaults {
    /** Only faults with this text in their names; usually all. */
    private static final String ONLY = System.getProperty("faults", "");

    private static final int WRITERS_OF_A_ROW = 60;
    private static final int WRITERS_OF_A_PERSON = 64;
    private static final int READERS = 40;
    private static final int READERS_OF_A_FROZEN_DATABASE = 250;

    private final Node node;
    private final Postgres postgres;
    private final Tokens tokens;
    private final Caller reader;
    private final Journal writer;
    private final Journal greedy;
    private final Journal crowded;

    BadDayFaults(Node node, Postgres postgres, Tokens tokens) {
        this.node = node;
        this.postgres = postgres;
        this.tokens = tokens;
        reader = Journal.rich(node.clarify()).caller();
        writer = Journal.rich(node.clarify());
        greedy = Journal.rich(node.clarify());
        crowded = Journal.rich(node.clarify());
    }

    /**
     * @param databaseAnswers those who have nothing to do with the fault
     * @param load begins, and counts its answers there
     */
    record Fault(String name, boolean databaseAnswers, Runnable begin, Function<Answers, Load> load, Runnable end) {}

    List<Fault> all() {
        List<Fault> chosen = Stream.of(
                        lockedRow(),
                        database("PostgreSQL stopped", READERS, postgres::stop, postgres::start),
                        database("PostgreSQL frozen", READERS_OF_A_FROZEN_DATABASE, postgres::freeze, postgres::thaw),
                        database("PostgreSQL killed", READERS, postgres::kill, postgres::start),
                        database("path to PostgreSQL swallowed", READERS, node.database::swallow, node.database::pass),
                        clients("200 slow bodies", answers -> RudeClients.slow(node, tokens, answers)),
                        clients("200 oversized requests", answers -> RudeClients.oversized(node, tokens, answers)),
                        clients(
                                "one user who writes without a pause",
                                answers -> new Crowd(1, () -> write(greedy), answers)),
                        clients(
                                WRITERS_OF_A_PERSON + " writers of one user",
                                answers -> new Crowd(WRITERS_OF_A_PERSON, () -> write(crowded), answers)))
                .filter(fault -> fault.name().contains(ONLY))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No fault has '" + ONLY + "' in its name");
        }
        return chosen;
    }

    private Fault lockedRow() {
        DatabaseLock[] row = new DatabaseLock[1];
        return new Fault(
                "a row locked, 60 writers",
                true,
                () -> row[0] = postgres.lock("select * from users where id = ? for update", writer.userId()),
                answers -> new Crowd(WRITERS_OF_A_ROW, () -> write(writer), answers),
                () -> row[0].release());
    }

    private Fault database(String name, int readers, Runnable begin, Runnable end) {
        return new Fault(name, false, begin, answers -> new Crowd(readers, () -> reader.get("/dreams"), answers), end);
    }

    private static Fault clients(String name, Function<Answers, Load> load) {
        return new Fault(name, true, () -> {}, load, () -> {});
    }

    private static Answer write(Journal journal) {
        return journal.caller().post("/dreams", Map.of("title", "A lighthouse", "description", "a".repeat(2_000)));
    }
}
