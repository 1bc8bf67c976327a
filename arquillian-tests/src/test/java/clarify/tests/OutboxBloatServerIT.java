package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL keeps rows that were deleted while an older snapshot is open, such as that of a dump, and the entries of their indexes. */
@OnServer(Standard.class)
class OutboxBloatServerIT {
    private static final int CHANGES = 20_000;

    /** Pages for a way down an index and a row or two. To walk over the deleted rows takes hundreds. */
    private static final int FEW_PAGES = 50;

    private final TestEnvironment environment;
    private final Postgres database;

    OutboxBloatServerIT(TestEnvironment environment) {
        this.environment = environment;
        database = environment.postgres();
    }

    @BeforeEach
    void count_statements() {
        database.execute("create extension if not exists pg_stat_statements");
        database.awaitEmptyOutbox();
    }

    @ParameterizedTest
    @CsvSource({
        "invalidations, 'id, user_id, kinds', 'gen_random_uuid(), gen_random_uuid(), ''dreams'''",
        "undelivered_deletes, 'id, place, cache_key', 'gen_random_uuid(), 0, ''x'''"
    })
    void polls_do_not_walk_over_rows_that_were_deleted(String table, String columns, String values)
            throws SQLException {
        try (var dump = database.lock("declare dump cursor for select id from users")) {
            changes(table, columns, values);

            awaitPolls(table, 3);
            database.count("select count(*) from pg_stat_statements_reset()");
            awaitPolls(table, 3);

            assertThat(pages(table))
                    .isNotEmpty()
                    .allSatisfy((statement, pages) -> assertThat(pages).isLessThan(FEW_PAGES));
            environment.clarify().admin().get("/admin/outbox").expect(200);
            environment.clarify().admin().get("/admin/outbox").expect(200);
            assertThat(pages(table))
                    .as("with those of somebody who looks")
                    .allSatisfy((statement, pages) -> assertThat(pages).isLessThan(FEW_PAGES));
            dump.release();
        }
    }

    @Test
    void a_row_that_is_committed_after_those_of_later_transactions_is_delivered() throws SQLException {
        try (Connection slow = environment.database().getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("insert into invalidations (id, user_id, kinds)"
                    + " values (gen_random_uuid(), gen_random_uuid(), 'dreams')");
            changes("invalidations", "id, user_id, kinds", "gen_random_uuid(), gen_random_uuid(), 'dreams'");
            awaitPolls("invalidations", 3);

            slow.commit();
        }

        database.awaitEmptyOutbox();
    }

    /** What cannot happen before: a row of a transaction that had ended. After a crash, its number may be given out again. */
    @Test
    void polls_begin_at_a_mark_until_the_database_has_crashed() {
        changes("invalidations", "id, user_id, kinds", "gen_random_uuid(), gen_random_uuid(), 'dreams'");
        awaitPolls("invalidations", 3);
        String early = "insert into invalidations (id, user_id, kinds, transaction_id)"
                + " values (gen_random_uuid(), gen_random_uuid(), 'dreams', 1)";
        database.execute(early);
        awaitPolls("invalidations", 3);
        assertThat(database.pendingInvalidations()).isOne();
        String start = "select extract(epoch from pg_postmaster_start_time())::int";
        int began = database.count(start);

        database.crash();

        database.awaitEmptyOutbox();
        assertThat(database.count(start)).as("the same main process").isEqualTo(began);
    }

    /** The first poll after that may still find them. */
    private void changes(String table, String columns, String values) {
        for (int i = 0; i < 10; i++) {
            database.execute("insert into %s (%s) select %s from generate_series(1, %d)"
                    .formatted(table, columns, values, CHANGES / 10));
            database.execute("delete from " + table);
        }
    }

    private void awaitPolls(String table, int more) {
        int before = polls(table);
        Awaitility.await("polls of " + table).until(() -> polls(table) >= before + more);
    }

    private int polls(String table) {
        return database.count("select coalesce(sum(calls), 0) from pg_stat_statements where " + ofPolls(table));
    }

    /** How many pages each statement takes. */
    private Map<String, Integer> pages(String table) throws SQLException {
        try (Connection connection = environment.database().getConnection();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select query,"
                        + " ceil((shared_blks_hit + shared_blks_read) / calls::numeric) from pg_stat_statements where "
                        + ofPolls(table))) {
            Map<String, Integer> pages = new HashMap<>();
            while (rows.next()) {
                pages.put(rows.getString(1), rows.getInt(2));
            }
            return pages;
        }
    }

    private static String ofPolls(String table) {
        return "query like 'select%from " + table + "%' and query not like '%pg_stat_statements%'";
    }
}
