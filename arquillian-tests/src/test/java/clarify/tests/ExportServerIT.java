package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.OpenAnswer;
import clarify.testkit.Postgres;
import clarify.testkit.ProblemAnswer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything of a person in one document, however much it is and however it is read. */
@OnServer(Standard.class)
class ExportServerIT {
    private static final String EXPORT = "/users/me/export";

    /** Each of 40,000 bytes: together far more than fits between a server and a client that does not read. */
    private static final int UNREAD = 1_500;

    /** Connections of exports whose clients read nothing just now. */
    private static final String WAITING =
            "state like 'idle in transaction%' and query like '%fetch first 100 rows only'";

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Postgres postgres;
    private final List<OpenAnswer> open = new ArrayList<>();

    ExportServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        postgres = environment.postgres();
    }

    @AfterEach
    void leave() {
        open.forEach(OpenAnswer::close);
        Awaitility.await("the end of all exports").until(() -> snapshots() == 0);
    }

    @Test
    void it_has_each_row_as_the_api_has_it_and_nothing_of_others() {
        Journal journal = Journal.rich(clarify);
        Journal.rich(clarify);

        Answer answer = journal.caller().get(EXPORT).expect(200);
        JsonNode export = answer.json();

        Map<String, JsonNode> rows = journal.rows();
        assertThat(export.get("profile")).isEqualTo(rows.get("/users/me"));
        assertThat(export.get("dreams")).isEqualTo(rows.get("/dreams"));
        assertThat(export.get("reflections")).isEqualTo(rows.get("/reflections"));
        assertThat(export.get("patterns")).isEqualTo(rows.get("/patterns"));
        assertThat(export.at("/sessions/0/messages"))
                .isEqualTo(rows.get("/sessions/" + journal.session() + "/messages"));
        assertThat(export.at("/sessions/1/messages")).isEmpty();
        export.get("sessions").forEach(session -> ((ObjectNode) session).remove("messages"));
        assertThat(export.get("sessions")).isEqualTo(rows.get("/sessions"));
        assertThat(export.get("complete").booleanValue()).isTrue();
        assertThat(export).hasSize(7);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"clarify-export.json\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void who_has_no_profile_has_no_export() {
        ProblemAnswer problem = clarify.user(UUID.randomUUID()).get(EXPORT).problem(404);

        assertThat(problem.type()).isEqualTo("/clarify/problems/not-found");
    }

    @Test
    void it_is_of_one_moment_whatever_is_changed_while_it_is_read() throws IOException {
        Clarify.Person person = unread();
        Journal.dream(person.caller(), "A boat");
        String session = Journal.session(person.caller(), "About the boat");
        person.caller()
                .post("/sessions/" + session + "/messages", Map.of("content", "I saw it again"))
                .expect(201);
        OpenAnswer answer = open(person);
        assertThat(answer.status()).isEqualTo(200);

        person.caller().delete("/sessions/" + session).expect(204);
        Journal.patterns(clarify, person.id(), "water");
        person.caller().delete("/users/me").expect(204);

        assertThat(RowCounts.of(answer.body()))
                .isEqualTo(Map.of("dreams", 1, "reflections", UNREAD, "sessions", 1, "messages", 1));
        person.caller().get(EXPORT).problem(404);
    }

    @Test
    void a_few_are_read_at_once_and_one_of_a_person() {
        Clarify.Person first = unread();
        Clarify.Person second = unread();
        Clarify.Person third = clarify.newcomer();

        assertThat(open(first).status()).isEqualTo(200);
        refused(first);
        third.caller().get(EXPORT).expect(200);
        assertThat(open(second).status()).isEqualTo(200);
        refused(third);

        third.caller().get("/dreams").expect(200);
        first.caller().post("/dreams", Map.of("title", "A boat")).expect(201);
        leave();
        third.caller().get(EXPORT).expect(200);
    }

    private static void refused(Clarify.Person person) {
        Answer answer = person.caller().get(EXPORT);

        assertThat(answer.problem(503).type()).isEqualTo("/clarify/problems/overloaded");
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    @Test
    void a_client_that_leaves_ends_it() {
        Clarify.Person person = unread();
        LogLines log = LogLines.from(environment.log());
        open(person);

        leave();

        awaitPlace(person);
        log.assertFewerThan(5);
    }

    /** 600 MB of a server that has 512 MB for everything, in the half minute that a client who does not read is waited for. */
    @Test
    void a_client_that_does_not_read_ends_it_while_another_one_reads_180_000_rows() throws IOException {
        Clarify.Person person = unread();
        Clarify.Person reader = withManyRows();
        LogLines log = LogLines.from(environment.log());
        LogLines audited = LogLines.from(environment.auditRecords());
        open(person);

        OpenAnswer answer = open(reader);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(RowCounts.of(answer.body()))
                .isEqualTo(Map.of(
                        "dreams",
                        45_000,
                        "reflections",
                        45_000,
                        "sessions",
                        100,
                        "messages",
                        45_000,
                        "patterns",
                        45_000));

        audited.awaitLine("who=" + person.id(), "action=export-journal", "outcome=failed");
        Awaitility.await("the end of the export").until(() -> snapshots() == 0);
        awaitPlace(person);
        log.assertFewerThan(5);
    }

    private Clarify.Person withManyRows() {
        Clarify.Person person = clarify.newcomer();
        fill("dreams", "title", "'A boat'", person, 45_000);
        fill("clarify_patterns", "pattern_type, content", "'tension', repeat('p', 500)", person, 45_000);
        fill("clarify_sessions", "title", "'A talk'", person, 100);
        postgres.execute(
                "insert into clarify_messages (id, session_id, role, content, created_at) select gen_random_uuid(), s.id,"
                        + " 'user', repeat('m', 4000), now() - i * interval '1 second'"
                        + " from clarify_sessions s, generate_series(1, 450) i where s.user_id = ?",
                person.id());
        fillWithReflections(person, "r", 45_000);
        return person;
    }

    @Test
    void one_that_fails_is_no_document() {
        Clarify.Person person = unread();
        LogLines audited = LogLines.from(environment.auditRecords());
        OpenAnswer answer = open(person);
        assertThat(answer.status()).isEqualTo(200);

        Awaitility.await("the end of its connection")
                .until(() ->
                        postgres.count("select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity"
                                        + " where " + WAITING + " and query like '%from reflections %') ended")
                                > 0);

        assertThatThrownBy(() -> RowCounts.of(answer.body())).isInstanceOf(IOException.class);
        audited.awaitLine("who=" + person.id(), "action=export-journal", "outcome=failed");
    }

    @Test
    void without_the_database_it_does_not_begin() {
        Clarify.Person person = clarify.newcomer();
        postgres.stop();

        Answer answer;
        try {
            answer = person.caller().get(EXPORT);
        } finally {
            postgres.start();
        }

        assertThat(answer.problem(503).type()).isEqualTo("/clarify/problems/database-unavailable");
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    @Test
    void whoever_asks_for_the_head_alone_reads_nothing() {
        Clarify.Person person = unread();
        LogLines audited = LogLines.from(environment.auditRecords());

        Answer head = person.caller().send("HEAD", EXPORT, BodyPublishers.noBody(), request -> request);
        person.caller().get(EXPORT).expect(200);

        assertThat(head.expect(200).header("Content-Disposition")).contains("clarify-export.json");
        audited.awaitLine("who=" + person.id(), "action=export-journal", "outcome=done");
        assertThat(audited.lines())
                .filteredOn(line -> line.contains("export-journal"))
                .hasSize(1);
    }

    private OpenAnswer open(Clarify.Person person) {
        OpenAnswer answer = person.caller().open(EXPORT);
        open.add(answer);
        return answer;
    }

    private void awaitPlace(Clarify.Person person) {
        Awaitility.await("a place").until(() -> open(person).status() == 200);
    }

    private int snapshots() {
        return postgres.count("select count(*) from pg_stat_activity where " + WAITING);
    }

    /** A person of whom there is more than a client takes without reading. */
    private Clarify.Person unread() {
        Clarify.Person person = clarify.newcomer();
        fillWithReflections(person, "\u6d77", UNREAD);
        return person;
    }

    private void fillWithReflections(Clarify.Person person, String letter, int rows) {
        fill(
                "reflections",
                "dream, plan, relationship, offering",
                "repeat('%1$s', 3200), repeat('%1$s', 4000), repeat('%1$s', 4000), repeat('%1$s', 2400)"
                        .formatted(letter),
                person,
                rows);
    }

    private void fill(String table, String columns, String values, Clarify.Person person, int rows) {
        postgres.execute(
                "insert into " + table + " (id, user_id, created_at, " + columns
                        + ") select gen_random_uuid(), ?, now() - i * interval '1 second', " + values
                        + " from generate_series(1, ?) i",
                person.id(),
                rows);
    }
}
