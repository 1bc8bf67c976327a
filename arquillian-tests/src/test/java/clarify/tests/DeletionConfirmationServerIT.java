package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody deletes everything of themselves by one request with an old token. */
@OnServer(Standard.class)
class DeletionConfirmationServerIT {
    private final TestEnvironment environment;
    private final UUID id;

    DeletionConfirmationServerIT(TestEnvironment environment) {
        this.environment = environment;
        Clarify.Person person = environment.clarify().newcomer();
        id = person.id();
        person.caller().post("/dreams", Map.of("title", "A boat")).expect(201);
    }

    /** A caller whose token is new, and who has signed in so long ago; null: nobody says when. */
    private Caller signedIn(@Nullable Duration ago) {
        return environment.clarify().with(environment.tokens().signedIn(id, ago));
    }

    private static Answer delete(Caller caller, String tag) {
        return caller.send(
                "DELETE", "/users/me", BodyPublishers.noBody(), request -> request.setHeader("If-Match", tag));
    }

    private void assertUntouched() {
        assertThat(signedIn(null).get("/dreams").expect(200).json()).hasSize(1);
    }

    @Test
    void without_a_confirmation_it_is_refused_and_told_what_would_do() {
        for (Caller caller : new Caller[] {signedIn(null), signedIn(Duration.ofMinutes(6))}) {
            Answer answer = caller.delete("/users/me");

            assertThat(answer.problem(428).type()).isEqualTo("/clarify/problems/confirmation-required");
            assertThat(answer.problem(428).detail()).contains("If-Match");
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer error=\"insufficient_user_authentication\"")
                    .endsWith("max_age=\"300\"");
        }
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"x\", *", "*, \"x\"", "W/\"x\"", "nonsense"})
    void what_names_no_version_confirms_nothing(String tag) {
        assertThat(delete(signedIn(null), tag).problem(428).type())
                .isEqualTo("/clarify/problems/confirmation-required");

        assertUntouched();
    }

    @Test
    void who_names_the_profile_that_they_have_read_deletes_it() {
        Caller caller = signedIn(null);
        String tag = caller.get("/users/me").expect(200).header("ETag");

        delete(caller, tag).expect(204);

        caller.get("/users/me").problem(404);
    }

    @Test
    void who_names_another_one_does_not() {
        Caller caller = signedIn(null);
        String tag = caller.get("/users/me").expect(200).header("ETag");
        caller.patch("/users/me", Map.of("name", "Noa Levi")).expect(200);

        assertThat(delete(caller, tag).problem(412).type()).isEqualTo("/clarify/problems/precondition-failed");

        assertUntouched();
    }

    @Test
    void who_is_no_user_is_not_asked_to_confirm_anything() {
        environment
                .clarify()
                .with(environment.tokens().of("not-a-uuid", "user"))
                .delete("/users/me")
                .problem(403);
    }

    @Test
    void who_has_just_signed_in_needs_no_other_confirmation() {
        signedIn(Duration.ofSeconds(10)).delete("/users/me").expect(204);

        signedIn(null).get("/users/me").problem(404);
    }
}
