package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.testkit.DeploymentFailed;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
class StartupServerIT {
    private final TestEnvironment stage;

    StartupServerIT(TestEnvironment stage) {
        this.stage = stage;
    }

    @AfterAll
    static void leaveNothingBehind(TestEnvironment stage) {
        stage.renewServer();
    }

    @ParameterizedTest
    @EnumSource
    void stops_with_a_sentence_that_names_the_setting(Wrong setting) throws IOException {
        String before = log();

        assertThatThrownBy(() -> stage.deploy(setting.deployment())).isInstanceOf(DeploymentFailed.class);

        String after = log();
        String said = after.startsWith(before) ? after.substring(before.length()) : after;
        assertThat(said).contains(setting.setting() + " ");
    }

    private String log() throws IOException {
        return Files.exists(stage.log()) ? Files.readString(stage.log()) : "";
    }
}
