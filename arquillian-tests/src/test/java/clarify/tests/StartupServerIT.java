package clarify.tests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.InvalidSettings;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartupServerIT {
    private final TestEnvironment environment;
    private final Map<InvalidSettings, String> refusals;

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
    void invalid_settings_stop_the_start_and_each_has_a_sentence_of_its_own_in_the_log(InvalidSettings invalid) {
        assertThat(refusals).containsKey(invalid);
        assertThat(invalid.settings().keySet())
                .allSatisfy(name ->
                        assertThat(sentences(invalid, "Setting " + name + " ")).isNotEmpty());
    }

    @Test
    void the_log_has_each_sentence_once_no_password_and_few_lines_of_stack_traces() {
        String log = log(InvalidSettings.OF_EVERY_KIND);

        assertThat(log).doesNotContain("s3cret");
        assertThat(sentences(
                        InvalidSettings.OF_EVERY_KIND,
                        "Setting clarify.context.budget must be a whole number between 1 and 10000000, but is 0."))
                .hasSize(1);
        assertThat(log.lines().filter(line -> line.startsWith("\tat ")))
                .as("two traces of the server")
                .hasSizeLessThan(160);
    }

    /** The lines with this text that do not tell of other settings too. */
    private List<String> sentences(InvalidSettings invalid, String text) {
        Set<String> names = invalid.settings().keySet();
        return log(invalid)
                .lines()
                .filter(line -> line.contains(text))
                .filter(line -> names.stream().filter(line::contains).count() == 1)
                .toList();
    }

    private String log(InvalidSettings invalid) {
        return requireNonNull(refusals.get(invalid), "it was deployed");
    }
}
