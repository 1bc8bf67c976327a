package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.ManyPeople;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL does for each statement that the product sends, on tables of many people, of whom some have many rows. */
@OnServer(Standard.class)
class QueryPlansServerIT {
    private static final int PEOPLE = 20_000;
    private static final int MANY = 40_000;

    /** They grow with people and rows; the table of the nodes does not. */
    private static final List<String> TABLES = List.of(
            "users",
            "dreams",
            "clarify_sessions",
            "clarify_messages",
            "clarify_patterns",
            "reflections",
            "idempotency_keys",
            "invalidations",
            "undelivered_deletes");

    /** The rows that are not delivered yet: with many, every list is bypassed anyway. Only a person's deletion does it. */
    private static final Pattern OF_A_DELETED_PERSON =
            Pattern.compile("(?i)delete\\s+from\\s+invalidations\\b.*user_id.*");

    private static final Pattern COUNT = Pattern.compile("(?i)select\\s+(count|coalesce\\(sum)\\(");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Postgres postgres;
    private final Clarify clarify;

    QueryPlansServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
    }

    @BeforeEach
    void fill() {
        postgres.execute("create extension if not exists pg_stat_statements");
        drop();
        postgres.execute("create schema planned");
        TABLES.forEach(table ->
                postgres.execute("create table planned.%s (like public.%s including all)".formatted(table, table)));
        new ManyPeople(postgres, "planned").add(PEOPLE);
        postgres.execute("insert into planned.invalidations (id, user_id, kinds, transaction_id)"
                + " select gen_random_uuid(), id, 'user', row_number() over () from planned.users limit 10000");
        postgres.execute("insert into planned.undelivered_deletes (id, place, cache_key, transaction_id)"
                + " select id, 0, 'x', row_number() over () from planned.users limit 10000");
        postgres.execute("analyze planned.invalidations, planned.undelivered_deletes");
        postgres.count("select count(*) from pg_stat_statements_reset()");
    }

    @AfterEach
    void drop() {
        postgres.execute("drop schema if exists planned cascade");
    }

    @Test
    void each_finds_its_rows_by_an_index_and_sorts_none() throws SQLException, IOException {
        everyOperation();
        List<String> statements = sent();

        Map<String, String> wrong = new TreeMap<>();
        try (Connection connection = postgres.dataSource().getConnection();
                Statement planner = connection.createStatement()) {
            planner.execute("set search_path = planned");
            for (String statement : statements) {
                wrong.putAll(wrongPlans(statement, planner));
            }
        }

        assertThat(statements)
                .hasSizeGreaterThan(50)
                .anyMatch(statement -> statement.contains("order by") && statement.contains("status"));
        assertThat(wrong).isEmpty();
    }

    /** What PostgreSQL does itself when a row goes is no statement. */
    @Test
    void a_reference_to_a_row_has_an_index() {
        assertThat(postgres.count("select count(*) from pg_constraint c where contype = 'f' and not exists"
                        + " (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])"))
                .isZero();
    }

    /** Reads, in each way that there is, then changes. */
    private void everyOperation() {
        Journal journal = Journal.rich(clarify);
        Caller caller = journal.caller();
        caller.context();
        caller.get("/context?session=" + journal.session()).expect(200);
        for (String list : List.of(
                "/dreams",
                "/dreams?status=active",
                "/sessions",
                "/sessions?status=active",
                "/reflections",
                "/patterns",
                "/sessions/" + journal.session() + "/messages")) {
            pages(caller, list);
        }
        pages(clarify.agent(), "/users/" + journal.userId() + "/sessions");
        pages(clarify.agent(), "/users/" + journal.userId() + "/patterns");
        caller.get("/users/me").expect(200);
        caller.get("/dreams/" + journal.dream()).expect(200);
        caller.get("/sessions/" + journal.session()).expect(200);
        caller.get("/reflections/" + journal.reflection()).expect(200);
        caller.get("/users/me/export").expect(200);
        clarify.admin().get("/admin/outbox").expect(200);
        RepeatedRequestsServerIT.creations()
                .forEach(creation -> creation.send(Journal.rich(clarify), clarify.agent(), creation.body()));
        InvalidationServerIT.mutations().forEach(mutation -> mutation.perform(clarify, Journal.rich(clarify)));
        caller.delete("/users/me");
        manyRows();
    }

    /** A first page and the next one, of one row each. */
    private static void pages(Caller caller, String list) {
        String first = list + (list.contains("?") ? "&" : "?") + "limit=1";
        JsonNode rows = caller.get(first).expect(200).json();
        caller.get(first + "&before=" + rows.get(0).required("id").textValue()).expect(200);
    }

    /** Of somebody who has so many rows that an export reads a second page. */
    private void manyRows() {
        UUID user = clarify.newcomer().id();
        postgres.execute("insert into dreams (id, user_id, title) select gen_random_uuid(), '" + user
                + "', 'A boat' from generate_series(1, 101)");
        clarify.user(user).get("/users/me/export").expect(200);
    }

    private List<String> sent() throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select query from pg_stat_statements s"
                        + " join pg_database d on d.oid = s.dbid where d.datname = current_database()"
                        + " and query ~* '^\\s*(select|update|delete)' and query ~* '\\m(" + String.join("|", TABLES)
                        + ")\\M' and query not like '%planned%' and query not like '%pg_stat_statements%'")) {
            List<String> statements = new ArrayList<>();
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
            return statements;
        }
    }

    /** For each person with many rows, with the parameters known and unknown. */
    private static Map<String, String> wrongPlans(String statement, Statement planner)
            throws SQLException, IOException {
        Map<String, String> wrong = new TreeMap<>();
        planner.execute("prepare sent as " + statement);
        List<String> types = parameters(planner);
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            planner.execute("set plan_cache_mode = " + mode);
            for (int rows : ManyPeople.ROWS) {
                JsonNode plan = plan(types, ManyPeople.withRows(rows), planner);
                if (isWrong(plan, statement)) {
                    wrong.put(statement, mode + ", " + rows + " rows: " + plan);
                }
            }
        }
        planner.execute("deallocate sent");
        return wrong;
    }

    private static List<String> parameters(Statement planner) throws SQLException {
        try (ResultSet types = planner.executeQuery(
                "select unnest(parameter_types)::text from pg_prepared_statements where name = 'sent'")) {
            List<String> names = new ArrayList<>();
            while (types.next()) {
                names.add(types.getString(1));
            }
            return names;
        }
    }

    private static JsonNode plan(List<String> types, UUID person, Statement planner) throws SQLException, IOException {
        List<String> values =
                types.stream().map(type -> "'" + value(type, person) + "'").toList();
        String parameters = values.isEmpty() ? "" : "(" + String.join(", ", values) + ")";
        try (ResultSet plan = planner.executeQuery("explain (format json) execute sent" + parameters)) {
            plan.next();
            return JSON.readTree(plan.getString(1)).get(0).required("Plan");
        }
    }

    private static Object value(String type, UUID person) {
        return switch (type) {
            case "uuid" -> person;
            case "uuid[]" -> "{" + person + "}";
            case "timestamp with time zone" -> "2026-01-01T00:00:00Z";
            case "integer", "bigint" -> 20;
            case "boolean" -> true;
            case "bytea" -> "x";
            default -> "active";
        };
    }

    /**
     * A sort of those few that have one transaction in common is none of all. Who counts or adds up the rows of somebody who has
     * half of them may read all, and knows how many there are.
     */
    private static boolean isWrong(JsonNode plan, String statement) {
        List<String> nodes = plan.findValuesAsText("Node Type");
        boolean countsMany = COUNT.matcher(statement).lookingAt()
                && plan.findValues("Plan Rows").stream().anyMatch(rows -> rows.intValue() >= MANY);
        boolean readsAll = nodes.contains("Seq Scan")
                && !countsMany
                && !OF_A_DELETED_PERSON.matcher(statement).matches();
        return readsAll || nodes.contains("Sort");
    }
}
