package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class QueriesServerIT {
    private final Clarify clarify;
    private final UUID id;
    private final Caller caller;

    QueriesServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        Clarify.Person person = clarify.newcomer();
        id = person.id();
        caller = person.caller();
    }

    @ParameterizedTest
    @CsvSource({
        "/context?budget=0, budget",
        "/context?budget=8001, budget",
        "/context?budget=-1, budget",
        "/context?budget=many, budget",
        "/context?budget=1.5, budget",
        "/context?budget=, budget",
        "/context?budget=99999999999999999999, budget",
        "/context?budget=100&budget=100, budget",
        "/context?session=x, session",
        "/context?session=1-1-1-1-1, session",
        "/context?session=, session",
        "/dreams?limit=0, limit",
        "/dreams?limit=101, limit",
        "/dreams?limit=x, limit",
        "/sessions?before=x, before",
        "/dreams?status=dreamt, status",
        "/dreams?status=ACTIVE, status"
    })
    void a_wrong_query_is_refused_by_name(String path, String parameter) {
        assertThat(caller.get(path).problem(400).places()).containsExactly(parameter);
    }

    @Test
    void the_agent_s_query_is_held_to_the_same_rules() {
        assertThat(clarify.agent()
                        .get("/users/" + id + "/context?budget=8001&session=x")
                        .problem(400)
                        .places())
                .containsExactlyInAnyOrder("budget", "session");
        clarify.agent().get("/users/x/context").problem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/context?budget=1",
                "/context?budget=8000",
                "/context?session=00000000-0000-0000-0000-000000000000",
                "/dreams?limit=1",
                "/dreams?limit=100",
                "/dreams?status=released"
            })
    void a_query_that_just_meets_the_rules_is_served(String path) {
        caller.get(path).expect(200);
    }
}
