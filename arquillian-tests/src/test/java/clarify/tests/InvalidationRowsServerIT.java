package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The rows of the outbox. */
@OnServer(Standard.class)
class InvalidationRowsServerIT {
    private static final int BACKLOG = 100_000;

    /** Of {@code clarify.invalidation.lease}. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final TestEnvironment environment;
    private final Postgres database;
    private final Journal journal;

    InvalidationRowsServerIT(TestEnvironment environment) {
        this.environment = environment;
        database = environment.postgres();
        journal = Journal.rich(environment.clarify());
    }

    @Test
    void a_mutation_costs_one_inserted_and_one_deleted_row_and_one_round_trip_to_redis() {
        awaitNoRow();
        count("insert", "new");
        count("delete", "old");

        var mutations = new AtomicInteger();
        Awaitility.await("a mutation that the poll does not deliver a second time")
                .until(() -> roundTripsOfRenaming("A ship " + mutations.incrementAndGet()), trips -> trips == 1);

        assertThat(counted("insert")).isEqualTo(mutations.get());
        assertThat(counted("delete")).isEqualTo(mutations.get());
    }

    private long roundTripsOfRenaming(String title) {
        environment.clarify().settledMetrics();
        try (var traffic = environment.redis().watch()) {
            journal.caller()
                    .patch("/dreams/" + journal.dream(), Map.of("title", title))
                    .expect(200);
            awaitNoRow();
            return traffic.reads();
        }
    }

    @Test
    void a_mutation_that_is_refused_leaves_no_row() {
        awaitNoRow();

        journal.caller()
                .patch("/dreams/" + UUID.randomUUID(), Map.of("title", "A ship"))
                .expect(404);

        assertThat(database.pendingInvalidations()).isZero();
    }

    @Test
    void an_invalidation_that_another_node_left_is_delivered() {
        String before = journal.warm().text();
        changePastTheProduct();
        assertThat(journal.caller().context().text()).isEqualTo(before);

        database.execute("insert into invalidations (id, user_id, kinds) values (gen_random_uuid(), '%s', 'dreams')"
                .formatted(journal.userId()));

        awaitNoRow();
        assertThat(journal.caller().context().text()).contains("A submarine");
    }

    @Test
    void a_backlog_of_a_hundred_thousand_rows_is_drained() {
        journal.warm();
        changePastTheProduct();

        database.execute("""
                insert into invalidations (id, user_id, kinds)
                select gen_random_uuid(), gen_random_uuid(), 'dreams,user' from generate_series(1, %d)
                """.formatted(BACKLOG));
        database.execute("insert into invalidations (id, user_id, kinds) values (gen_random_uuid(), '%s', 'dreams')"
                .formatted(journal.userId()));

        awaitNoRow();
        assertThat(journal.caller().context().text()).contains("A submarine");
        assertThat(journal.warm().text()).contains("A submarine");
    }

    @Test
    void past_the_lease_silent_connections_hide_no_change_of_another_node_from_a_node_that_calls_itself_fresh() {
        journal.warm();
        environment.databaseProxy().silenceConnections();

        changePastTheProduct();
        database.execute("insert into invalidations (id, user_id, kinds) values (gen_random_uuid(), '%s', 'dreams')"
                .formatted(journal.userId()));
        long answered = System.nanoTime();

        Awaitility.await("a whole context from after the change").until(() -> {
            boolean leaseIsOver = System.nanoTime() - answered > LEASE.toNanos();
            Answer context = journal.caller().getText("/context");
            if (leaseIsOver && context.body().contains("A boat")) {
                assertThat(context.header("Clarify-Fresh")).contains("unknown");
            }
            return context.body().contains("A submarine");
        });
    }

    private void changePastTheProduct() {
        database.execute("update dreams set title = 'A submarine' where id = '%s'".formatted(journal.dream()));
    }

    private void awaitNoRow() {
        Awaitility.await("the last invalidation")
                .atMost(Duration.ofMinutes(5))
                .until(() -> database.pendingInvalidations() == 0);
    }

    /** Has a sequence count this person's rows that are inserted or deleted. */
    private void count(String what, String row) {
        database.execute("create sequence %s minvalue 0 start 0".formatted(sequence(what)));
        database.trigger(
                "after %s on invalidations".formatted(what),
                "%s.user_id = '%s'".formatted(row, journal.userId()),
                "perform nextval('%s')".formatted(sequence(what)));
    }

    private int counted(String what) {
        return database.count("select last_value + is_called::int from " + sequence(what));
    }

    private String sequence(String what) {
        return "count_" + what + "_" + journal.userId().toString().replace('-', '_');
    }
}
