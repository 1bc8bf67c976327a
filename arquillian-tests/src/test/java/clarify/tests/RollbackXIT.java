package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clarify.stage.Caller;
import clarify.stage.Clarify;
import clarify.stage.ContextAnswer;
import clarify.stage.OnServer;
import clarify.stage.Stage;
import clarify.stage.Standard;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database itself refuses what one user writes, late enough that there is something to take back. */
@OnServer(Standard.class)
class RollbackXIT {
    private final Stage stage;
    private final UUID id;
    private final Caller caller;
    private final String refusal;

    RollbackXIT(Stage stage) {
        this.stage = stage;
        Clarify.Person person = stage.clarify().newcomer();
        id = person.id();
        caller = person.caller();
        refusal = "refuse_" + id.toString().replace('-', '_');
    }

    @AfterEach
    void the_database_is_kind_again() throws SQLException {
        sql("drop function %s cascade".formatted(refusal));
    }

    @Test
    void a_message_that_cannot_be_kept_is_not_counted() throws SQLException {
        String session = caller.post("/sessions", Map.of()).expect(201).createdId();
        JsonNode before = caller.get("/sessions/" + session).expect(200).json();
        ContextAnswer warm = warmContext();
        refuse("before insert on clarify_messages", "new.session_id = '%s'".formatted(session), "raise exception 'no'");

        int status = caller.post("/sessions/" + session + "/messages", Map.of("content", "Hello"))
                .status();

        assertThat(status).isEqualTo(500);
        assertThat(caller.get("/sessions/" + session).expect(200).json()).isEqualTo(before);
        assertNothingChangedSince(warm);
    }

    @Test
    void a_reflection_that_cannot_be_counted_is_not_kept_and_leaves_its_dream_alone() throws SQLException {
        String dream = dream();
        JsonNode before = caller.get("/dreams/" + dream).expect(200).json();
        ContextAnswer warm = warmContext();
        refuse("before update on users", "new.id = '%s'".formatted(id), "raise exception 'no'");

        int status = caller.post(
                        "/reflections",
                        Map.of(
                                "dreamId",
                                dream,
                                "dream",
                                "A garden",
                                "plan",
                                "Dig",
                                "relationship",
                                "Old friends",
                                "offering",
                                "Sundays"))
                .status();

        assertThat(status).isEqualTo(500);
        assertThat(caller.get("/reflections").expect(200).json()).isEmpty();
        assertThat(caller.get("/dreams/" + dream).expect(200).json()).isEqualTo(before);
        assertNothingChangedSince(warm);
    }

    /** Everything before the commit has succeeded, the event has been fired, and then the connection dies. */
    @Test
    void a_change_whose_commit_fails_invalidates_nothing() throws SQLException {
        String dream = dream();
        JsonNode before = caller.get("/dreams/" + dream).expect(200).json();
        ContextAnswer warm = warmContext();
        refuse(
                "after update on dreams deferrable initially deferred",
                "new.id = '%s'".formatted(dream),
                "perform pg_terminate_backend(pg_backend_pid())");

        int status = caller.patch("/dreams/" + dream, Map.of("title", "A park")).status();

        assertThat(status).isGreaterThanOrEqualTo(500);
        assertNothingChangedSince(warm);
        assertThat(caller.get("/dreams/" + dream).expect(200).json()).isEqualTo(before);
    }

    private void assertNothingChangedSince(ContextAnswer warm) {
        ContextAnswer after = caller.context();
        assertThat(after.text()).isEqualTo(warm.text());
        assertThat(after.cacheHits()).isEqualTo(5);
    }

    /** Storing waits for nobody, so the second context may still be too early. */
    private ContextAnswer warmContext() {
        return await().until(caller::context, context -> context.cacheHits() == 5);
    }

    private String dream() {
        return caller.post("/dreams", Map.of("title", "A garden")).expect(201).createdId();
    }

    private void refuse(String event, String condition, String statement) throws SQLException {
        sql("create function %s() returns trigger language plpgsql as $$ begin %s; return new; end $$"
                .formatted(refusal, statement));
        sql("create %s trigger %s %s for each row when (%s) execute function %s()"
                .formatted(event.contains("deferred") ? "constraint" : "", refusal, event, condition, refusal));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = stage.database().getConnection();
                var plain = connection.createStatement()) {
            plain.execute("set lock_timeout = '10s'");
            plain.execute(statement);
        }
    }
}
