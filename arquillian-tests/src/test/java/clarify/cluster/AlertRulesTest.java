package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code promtool} says of the alert rules. Debian has it in its package {@code prometheus}; without it nothing is tried. */
class AlertRulesTest {
    private static final String PROGRAM = "promtool";
    private static final Path DOCS = Path.of("..", "docs");

    @BeforeAll
    static void is_installed() {
        assumeThat(Stream.of(System.getenv("PATH").split(":", -1)))
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
    }

    @ParameterizedTest
    @CsvSource({"check, prometheus-alerts.yml", "test, prometheus-alerts-test.yml"})
    void they_are_valid_and_each_fires_when_it_should(String question, String file)
            throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(
                        PROGRAM, question, "rules", DOCS.resolve(file).toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(answer).isZero();
    }
}
