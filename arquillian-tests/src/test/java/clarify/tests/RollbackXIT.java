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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database itself refuses this user's commits, when everything before the commit has succeeded. */
@OnServer(Standard.class)
class RollbackXIT {
    private final Stage stage;
    private final UUID id;
    private final Caller caller;
    private final String trigger;
    private String dream = "";

    RollbackXIT(Stage stage) {
        this.stage = stage;
        Clarify.Person person = stage.clarify().newcomer();
        id = person.id();
        caller = person.caller();
        trigger = "refuse_" + id.toString().replace('-', '_');
    }

    @BeforeEach
    void the_commit_of_a_dream_will_fail() throws SQLException {
        dream = caller.post("/dreams", Map.of("title", "A garden")).expect(201).createdId();
        sql("create function %s() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$"
                .formatted(trigger));
        sql("create constraint trigger %1$s after insert or update on dreams deferrable initially deferred"
                        .formatted(trigger)
                + " for each row when (new.user_id = '%s') execute function %s()".formatted(id, trigger));
    }

    @AfterEach
    void the_database_is_kind_again() throws SQLException {
        sql("drop function %s cascade".formatted(trigger));
    }

    @Test
    void a_change_that_is_rolled_back_changes_nothing_and_invalidates_nothing() {
        JsonNode before = caller.get("/dreams/" + dream).expect(200).json();
        ContextAnswer warm = warmContext();

        int status = caller.patch("/dreams/" + dream, Map.of("title", "A park")).status();

        assertThat(status).isGreaterThanOrEqualTo(500);
        assertThat(caller.get("/dreams/" + dream).expect(200).json()).isEqualTo(before);
        ContextAnswer after = caller.context();
        assertThat(after.text()).isEqualTo(warm.text());
        assertThat(after.cacheHits()).isEqualTo(5);
    }

    @Test
    void a_count_is_rolled_back_with_the_row_that_it_counts() {
        ContextAnswer warm = warmContext();

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

        assertThat(status).isGreaterThanOrEqualTo(500);
        assertThat(caller.get("/reflections").expect(200).json()).isEmpty();
        JsonNode profile = caller.get("/users/me").expect(200).json();
        assertThat(profile.get("totalReflections").intValue()).isZero();
        ContextAnswer after = caller.context();
        assertThat(after.text()).isEqualTo(warm.text());
        assertThat(after.cacheHits()).isEqualTo(5);
    }

    /** Storing waits for nobody, so a second build may still be too early. */
    private ContextAnswer warmContext() {
        return await().until(caller::context, context -> context.cacheHits() == 5);
    }

    private void sql(String statement) throws SQLException {
        try (var connection = stage.database().getConnection();
                var plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }
}
