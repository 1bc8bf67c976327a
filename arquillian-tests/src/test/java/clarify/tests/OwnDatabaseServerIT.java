package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final Clarify clarify;

    OwnDatabaseServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @Test
    void a_large_account_is_deleted_on_connections_that_have_looked_contexts_up() {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        write1500Rows(person);
        try (var contexts = ConcurrentCalls.begin(20, () -> caller.get("/context"))) {
            assertThat(contexts.answers())
                    .allSatisfy(context -> assertThat(context.status()).isEqualTo(200));
        }

        caller.delete("/users/me").expect(204);

        caller.put("/users/me", Map.of()).expect(201);
        assertThat(caller.get("/dreams").expect(200).json()).isEmpty();
        assertThat(caller.get("/patterns").expect(200).json()).isEmpty();
        assertThat(caller.get("/sessions").expect(200).json()).isEmpty();
        assertThat(caller.get("/reflections").expect(200).json()).isEmpty();
    }

    private void write1500Rows(Clarify.Person person) {
        Caller caller = person.caller();
        for (int i = 0; i < 100; i++) {
            String dream = Journal.dream(caller, "A garden");
            caller.post("/sessions", Map.of("dreamId", dream)).expect(201);
            Journal.reflection(caller, Map.of("dreamId", dream));
        }
        String[] batch = Collections.nCopies(50, "Sea against home").toArray(String[]::new);
        for (int i = 0; i < 24; i++) {
            Journal.patterns(clarify, person.id(), batch);
        }
    }
}
