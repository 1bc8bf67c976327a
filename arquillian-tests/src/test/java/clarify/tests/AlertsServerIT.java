package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: \\S+/docs/operations\\.md#(\\w+)");
    private static final Pattern HEADING = Pattern.compile("^### `(\\w+)`$", Pattern.MULTILINE);
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
    void every_alert_leads_to_what_the_operator_is_to_do() throws IOException {
        List<String> headings = HEADING.matcher(Files.readString(DOCS.resolve("operations.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> alerts = named(ALERT);

        assertThat(alerts).hasSize(10).allSatisfy(alert -> assertThat(headings).contains(alert));
        assertThat(named(RUNBOOK))
                .isEqualTo(alerts.stream().map(AlertsServerIT::anchor).toList());
    }

    private static List<String> named(Pattern pattern) throws IOException {
        return pattern.matcher(text(RULES))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }

    @Test
    void the_dashboard_has_a_row_for_each_node_and_tells_no_redis_from_half_open() throws IOException {
        JsonNode panels = new ObjectMapper()
                .readTree(Files.readString(DOCS.resolve(DASHBOARD)))
                .path("panels");

        assertThat(panels)
                .filteredOn(panel -> panel.path("title").asText().contains("each node"))
                .hasSize(4)
                .allSatisfy(panel ->
                        assertThat(panel.findValuesAsText("expr")).allMatch(each -> each.contains("by (instance)")))
                .allSatisfy(panel ->
                        assertThat(panel.findValuesAsText("legendFormat")).containsExactly("{{instance}}"));
        JsonNode circuit = panels.path(0).at("/fieldConfig/defaults/mappings/0/options");
        assertThat(circuit.findValuesAsText("text")).containsExactly("no Redis", "closed", "half-open", "open");
        assertThat(circuit.findValuesAsText("color")).hasSize(4).doesNotHaveDuplicates();
    }

    /** The rules, or the expressions of the dashboard. */
    private static String text(String file) throws IOException {
        String text = Files.readString(DOCS.resolve(file));
        return file.endsWith(".json")
                ? String.join("\n", new ObjectMapper().readTree(text).findValuesAsText("expr"))
                : text;
    }
}
