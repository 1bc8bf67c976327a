package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.InvalidSetting;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartupServerIT {
    private final TestEnvironment environment;
    private final Map<InvalidSetting, String> refusals;

    StartupServerIT(TestEnvironment environment) {
        this.environment = environment;
        refusals = environment.refusals();
    }

    @AfterAll
    void leave_nothing_behind() {
        environment.renewServer();
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_value_stops_the_start_with_an_error_that_names_the_setting(InvalidSetting setting) {
        assertThat(refusals).containsKey(setting);
        assertThat(refusals.get(setting)).contains(setting.setting() + " ");
    }
}
