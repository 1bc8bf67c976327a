package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.OwnDatabase;
import clarify.testkit.TestEnvironment;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On H2. */
@OnServer(OwnDatabase.class)
class OwnDatabaseServerIT {
    /** Of 50 patterns each. H2 takes longer to delete these rows than a lookup may take. */
    private static final int BATCHES = 600;

    private static final String[] BATCH =
            Collections.nCopies(50, "Sea against home. ".repeat(27)).toArray(String[]::new);

    private final Clarify clarify;

    OwnDatabaseServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @Test
    void a_large_account_is_deleted_on_connections_that_have_looked_contexts_up() {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        for (int i = 0; i < BATCHES; i++) {
            Journal.patterns(clarify, person.id(), BATCH);
        }
        try (var contexts = ConcurrentCalls.begin(20, () -> caller.get("/context"))) {
            assertThat(contexts.answers()).extracting(Answer::status).contains(200);
        }

        caller.delete("/users/me").expect(204);

        caller.put("/users/me", Map.of()).expect(201);
        assertThat(caller.get("/patterns").expect(200).json()).isEmpty();
    }
}
