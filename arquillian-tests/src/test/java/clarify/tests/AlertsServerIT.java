package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboard and alert rules use only metrics that a node has from its start. */
@OnServer(Standard.class)
class AlertsServerIT {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String RULES = "prometheus-alerts.yml";
    private static final String DASHBOARD = "grafana-dashboard.json";
    private static final Pattern NAME = Pattern.compile("\\bclarify_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(clarify_\\w+)\\{((?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*)}");
    private static final Pattern EQUALS = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final MetricsAnswer metrics;

    AlertsServerIT(TestEnvironment environment) {
        Clarify clarify = environment.clarify();
        metrics = clarify.metrics();
    }

    @ParameterizedTest
    @ValueSource(strings = {RULES, DASHBOARD})
    void every_metric_that_they_name_exists(String file) throws IOException {
        Set<String> named = new TreeSet<>();
        NAME.matcher(text(file)).results().map(MatchResult::group).forEach(named::add);

        assertThat(named).isNotEmpty().isSubsetOf(metrics.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {RULES, DASHBOARD})
    void every_label_that_they_use_exists(String file) throws IOException {
        assertThat(SELECTOR.matcher(text(file)).results()).isNotEmpty().allSatisfy(selector -> {
            String[] labels = EQUALS.matcher(selector.group(2))
                    .results()
                    .flatMap(equal -> List.of(equal.group(1), equal.group(2)).stream())
                    .toArray(String[]::new);
            assertThat(metrics.sum(selector.group(1), labels)).isNotNegative();
        });
    }

    @Test
    void only_counters_and_histograms_are_used_in_rates() throws IOException {
        Pattern rated = Pattern.compile("(?:rate|increase)\\((clarify_\\w+)");
        Set<String> counters = new TreeSet<>();
        rated.matcher(text(RULES) + text(DASHBOARD)).results().forEach(found -> counters.add(found.group(1)));

        assertThat(counters)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Map.of("counter", true, "histogram", true))
                        .containsKey(
                                metrics.types().getOrDefault(name.replaceFirst("_(count|sum|bucket)$", ""), "none")));
    }

    @Test
    void every_alert_is_explained_to_the_operator() throws IOException {
        String runbook = Files.readString(DOCS.resolve("operations.md"));
        List<String> alerts = Pattern.compile("alert: (\\w+)")
                .matcher(text(RULES))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(alerts).hasSize(9).allSatisfy(alert -> assertThat(runbook).contains("`" + alert + "`"));
    }

    /** The rules, or the expressions of the dashboard. */
    private static String text(String file) throws IOException {
        String text = Files.readString(DOCS.resolve(file));
        return file.endsWith(".json")
                ? String.join("\n", new ObjectMapper().readTree(text).findValuesAsText("expr"))
                : text;
    }
}
