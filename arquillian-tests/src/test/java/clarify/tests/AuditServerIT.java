package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who has seen, deleted or been refused what of whom is one line each. */
@OnServer(Standard.class)
class AuditServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Journal journal;
    private final String me = UUID.randomUUID().toString();
    private final LogLines audited;

    AuditServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
        audited = LogLines.from(environment.auditRecords());
    }

    @Test
    void each_access_of_the_conversation_service_is_a_line() {
        Caller agent = with("agent");
        String user = "/users/" + journal.userId();
        String session = user + "/sessions/" + journal.session();

        agent.getText(user + "/context").expect(200);
        agent.get(user + "/context").expect(200);
        agent.get(user + "/context/explained").expect(200);
        agent.get(user + "/profile").expect(200);
        agent.get(user + "/sessions").expect(200);
        agent.get(session).expect(200);
        agent.get(session + "/messages").expect(200);
        agent.post(session + "/messages", Map.of("content", "Secret boat")).expect(201);
        agent.post(session + "/turns", Map.of("messages", List.of(Map.of("role", "user", "content", "Secret boat"))))
                .expect(200);
        agent.get(user + "/patterns").expect(200);
        agent.delete(user + "/patterns/" + journal.pattern()).expect(204);
        agent.delete(user + "/patterns/" + journal.pattern()).problem(404);

        assertThat(mine())
                .containsExactly(
                        agents("read-context-as-text", "done", 200, ""),
                        agents("read-context", "done", 200, ""),
                        agents("read-explained-context", "done", 200, ""),
                        agents("read-profile", "done", 200, ""),
                        agents("list-sessions", "done", 200, ""),
                        agents("read-session", "done", 200, journal.session()),
                        agents("list-messages", "done", 200, journal.session()),
                        agents("append-message", "done", 201, journal.session()),
                        agents("record-turn", "done", 200, journal.session()),
                        agents("list-patterns", "done", 200, ""),
                        agents("delete-pattern", "done", 204, journal.pattern()),
                        agents("delete-pattern", "failed", 404, journal.pattern()));
        assertThat(audited.lines()).noneMatch(line -> line.contains("Secret") || line.contains("eyJ"));
    }

    @Test
    void an_administrator_leaves_a_line_where_it_is_about_somebody_or_changes_something() {
        Caller admin = with("admin");

        admin.get("/admin/cache").expect(200);
        admin.get("/admin/nodes").expect(200);
        admin.getText("/metrics").expect(200);
        admin.get("/admin/cache/users/" + journal.userId()).expect(200);
        admin.post("/admin/cache/circuit/reset", "").expect(200);

        assertThat(mine())
                .containsExactly(
                        "operation=clarify.admin who=" + me + " action=read-stored subject=" + journal.userId()
                                + " outcome=done status=200",
                        "operation=clarify.admin who=" + me
                                + " action=reset-circuit subject=all outcome=done status=200");
    }

    @Test
    void a_deletion_is_a_line_also_of_the_users_own_and_nothing_else_of_theirs() {
        Caller user = journal.caller();

        user.get("/dreams").expect(200);
        user.get("/context").expect(200);
        user.delete("/dreams/" + UUID.randomUUID()).problem(404);
        user.delete("/dreams/" + journal.dream()).expect(204);
        user.delete("/users/me").expect(204);

        String who = "operation=clarify.user who=" + journal.userId();
        assertThat(linesOf(journal.userId().toString()))
                .containsExactly(
                        who + " action=delete-dream subject=" + journal.userId() + " outcome=done status=204 row="
                                + journal.dream(),
                        who + " action=delete-profile subject=" + journal.userId() + " outcome=done status=204");
    }

    @Test
    void an_export_is_a_line_and_so_is_a_deletion_that_nobody_has_confirmed() {
        Caller user = clarify.with(environment.tokens().signedIn(journal.userId(), null));

        user.get("/users/me/export").expect(200);
        user.delete("/users/me").problem(428);

        assertThat(linesOf(journal.userId().toString()))
                .containsExactly(
                        "operation=clarify.user who=" + journal.userId() + " action=export-journal subject="
                                + journal.userId() + " outcome=done status=200",
                        "operation=clarify.refusal who=" + journal.userId() + " action=delete-profile subject="
                                + journal.userId() + " outcome=refused status=428");
    }

    @Test
    void who_is_refused_leaves_ten_lines_a_minute_and_then_is_counted() {
        Caller user = with("user");

        for (int i = 0; i < 200; i++) {
            user.get("/users/" + journal.userId() + "/sessions").problem(403);
        }

        assertThat(mine())
                .hasSizeBetween(10, 10 + 1 + 10) // a minute may end meanwhile
                .contains("operation=clarify.refusal who=" + me + " action=list-sessions subject=" + journal.userId()
                        + " outcome=refused status=403");
    }

    @Test
    void nobody_fills_the_disk_without_a_token() {
        for (int i = 0; i < 200; i++) {
            clarify.anonymous().get("/users/" + journal.userId() + "/profile").problem(401);
        }

        assertThat(linesOf("anonymous"))
                .hasSizeLessThan(25)
                .allMatch(line -> line.startsWith("operation=clarify.refusal who=anonymous"));
    }

    @Test
    void a_hostile_path_begins_no_line() {
        Caller agent = with("agent");

        agent.get("/users/x%0A2026-01-01T00:00:00Z%20operation=clarify.admin%22/profile")
                .problem(404);

        assertThat(audited.lines()).allMatch(line -> line.matches("\\S+Z operation=.*"));
        assertThat(mine()).singleElement().asString().contains("action=read-profile", "outcome=failed status=404");
    }

    private Caller with(String role) {
        return clarify.with(environment.tokens().of(me, role));
    }

    private String agents(String action, String outcome, int status, String row) {
        return "operation=clarify.agent who=" + me + " action=" + action + " subject=" + journal.userId() + " outcome="
                + outcome + " status=" + status + (row.isEmpty() ? "" : " row=" + row);
    }

    private List<String> mine() {
        return linesOf(me);
    }

    /** Without their time. */
    private List<String> linesOf(String who) {
        return audited.lines().stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.contains(" who=" + who + " "))
                .toList();
    }
}
