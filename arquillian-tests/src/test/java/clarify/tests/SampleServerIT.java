package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample to copy for a new test of the deployed application. */
@OnServer(Standard.class)
class SampleServerIT {
    private final Clarify clarify;

    SampleServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @Test
    void a_dream_is_created() {
        Caller caller = clarify.newcomer().caller(); // a random user with a profile

        Answer answer = caller.post("/dreams", Map.of("title", "A garden"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(caller.context().text()).contains("A garden");
    }
}
