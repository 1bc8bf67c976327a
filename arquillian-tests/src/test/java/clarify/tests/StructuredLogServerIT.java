package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.JsonLog;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a query of the server's JSON log can ask for. */
@OnServer(Standard.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StructuredLogServerIT {
    private final TestEnvironment environment;
    private JsonLog log;

    StructuredLogServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    @BeforeAll
    void log_as_json() {
        log = environment.jsonLog();
    }

    @AfterAll
    void log_as_text() {
        log.close();
    }

    @Test
    void the_record_of_a_context_is_fields_and_the_same_line_of_text() {
        Journal journal = Journal.rich(clarify());
        UUID session = UUID.randomUUID();

        ContextAnswer context = journal.caller().context("?session=" + session);

        JsonNode record = log.await(
                candidate -> has(candidate, "sessionId", session) && has(candidate, "userId", journal.userId()));
        Map<String, Object> pairs = Map.of(
                "operation", "clarify.buildContext",
                "durationMs", context.json().required("durationMs"),
                "cacheHits", context.cacheHits(),
                "cacheMisses", context.cacheMisses(),
                "cacheEnabled", true,
                "tokensUsed", context.tokensUsed(),
                "partial", false);
        assertThat(pairs).allSatisfy((key, value) -> {
            assertThat(pairs(record).path(key).asText()).as(key).isEqualTo(String.valueOf(value));
            assertThat(message(record)).contains(key + "=" + value);
        });
        assertThat(message(record)).startsWith("operation=clarify.buildContext userId=");
    }

    @Test
    void an_administrators_action_is_fields_with_who_and_what() {
        UUID admin = UUID.randomUUID();
        UUID user = clarify().newcomer().id();

        clarify()
                .with(environment.tokens().of(admin.toString(), "admin"))
                .delete("/admin/cache/users/" + user)
                .expect(204);

        JsonNode record = log.await(candidate -> has(candidate, "who", admin));
        assertThat(pairs(record).path("operation").asText()).isEqualTo("clarify.admin");
        assertThat(pairs(record).path("action").asText()).isEqualTo("purge-user");
        assertThat(pairs(record).path("subject").asText()).isEqualTo(user.toString());
        assertThat(pairs(record).path("outcome").asText()).isEqualTo("done");
    }

    private Clarify clarify() {
        return environment.clarify();
    }

    private static boolean has(JsonNode record, String key, UUID value) {
        return pairs(record).path(key).asText().equals(value.toString());
    }

    /** WildFly has them in an object of their own. */
    private static JsonNode pairs(JsonNode record) {
        return record.has("mdc") ? record.required("mdc") : record;
    }

    private static String message(JsonNode record) {
        return record.path(record.has("mdc") ? "message" : "LogMessage").asText();
    }
}
