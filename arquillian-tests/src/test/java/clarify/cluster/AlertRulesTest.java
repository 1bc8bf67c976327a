package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import clarify.testkit.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code promtool} says of the alert rules. Debian has it in its package {@code prometheus}; without it nothing is tried. */
class AlertRulesTest {
    private static final String PROGRAM = "promtool";
    private static final Path DOCS = Path.of("..", "docs");

    @BeforeAll
    static void is_installed() {
        assumeThat(Programs.isOnThePath(PROGRAM)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"check, prometheus-alerts.yml", "test, prometheus-alerts-test.yml"})
    void they_are_valid_and_each_fires_when_it_should(String question, String file) {
        assertThatCode(() -> Programs.output(
                        PROGRAM, question, "rules", DOCS.resolve(file).toString()))
                .doesNotThrowAnyException();
    }
}
