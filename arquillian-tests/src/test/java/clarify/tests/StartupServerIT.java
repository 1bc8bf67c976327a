package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Wrong;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartupServerIT {
    private final TestEnvironment stage;
    private final Map<Wrong, String> refusals;

    StartupServerIT(TestEnvironment stage) {
        this.stage = stage;
        refusals = stage.refusals();
    }

    @AfterAll
    void leave_nothing_behind() {
        stage.renewServer();
    }

    @ParameterizedTest
    @EnumSource
    void stops_with_a_sentence_that_names_the_setting(Wrong setting) {
        assertThat(refusals).containsKey(setting);
        assertThat(refusals.get(setting)).contains(setting.setting() + " ");
    }
}
