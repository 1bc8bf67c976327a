package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.OtherSettings;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where it is set, only whoever has signed in a short while ago deletes everything of themselves. */
@OnServer(OtherSettings.class)
class SignInRequiredServerIT {
    private final TestEnvironment environment;
    private final Clarify.Person person;

    SignInRequiredServerIT(TestEnvironment environment) {
        this.environment = environment;
        person = environment.clarify().newcomer();
    }

    private Caller signedIn(Duration ago) {
        return environment.clarify().with(environment.tokens().signedIn(person.id(), ago));
    }

    @Test
    void the_tag_of_the_profile_is_not_enough() {
        LogLines audited = LogLines.from(environment.log());
        Caller caller = signedIn(Duration.ofMinutes(6));
        String tag = caller.get("/users/me").expect(200).header("ETag");

        Answer answer = caller.send(
                "DELETE", "/users/me", BodyPublishers.noBody(), request -> request.setHeader("If-Match", tag));

        assertThat(answer.problem(401).type()).isEqualTo("/clarify/problems/sign-in-too-old");
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer error=\"insufficient_user_authentication\"")
                .endsWith("max_age=\"300\"");
        audited.awaitLine("who=" + person.id(), "action=delete-profile", "outcome=refused");
        caller.get("/users/me").expect(200);
    }

    @Test
    void who_has_just_signed_in_deletes_it() {
        signedIn(Duration.ofSeconds(10)).delete("/users/me").expect(204);

        person.caller().get("/users/me").problem(404);
    }
}
