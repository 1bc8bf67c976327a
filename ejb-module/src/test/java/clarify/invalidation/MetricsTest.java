package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.nodes.Build;
import clarify.token.TokenMetrics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documentation, dashboard, alert rules and page name the metrics and labels that a node has from its start. */
class MetricsTest {

    private static final Path ROOT = Path.of("..");
    private static final String NOBODY_LISTENS = "redis://localhost:1";

    /** Prometheus's own. */
    private static final Set<String> FOREIGN_LABELS = Set.of("instance", "job", "le", "severity");

    private final Node node = new Node(NOBODY_LISTENS, new SharedDatabase());
    private final Map<String, Metric> metrics;

    /**
     * One metric and what its labels may be.
     *
     * @param type as Prometheus calls it
     */
    private record Metric(String type, Map<String, Set<String>> labels) {}

    MetricsTest() {
        InvalidationMetrics.register(node.backlog, node.staleEntries, node.metrics.registry());
        new Build("any", "any").register(node.metrics.registry());
        new TokenMetrics(node.metrics.registry());
        metrics = told(node.metrics.text());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void the_table_lists_every_metric_with_its_labels_and_type() {
        assertThat(table()).isNotEmpty().isEqualTo(metrics);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/grafana-dashboard.json",
                "docs/prometheus-alerts.yml",
                "docs/prometheus-alerts-test.yml",
                "war-module/src/main/webapp/page/metrics.js"
            })
    void what_is_asked_for_exists(String file) {
        List<String> questions = questions(file);

        assertThat(questions).isNotEmpty().allSatisfy(question -> {
            Map<String, Set<String>> labels = new TreeMap<>();
            FOREIGN_LABELS.forEach(label -> labels.put(label, Set.of()));
            for (String name : found("\\bclarify_\\w+", question).toList()) {
                metric(metrics, name)
                        .labels()
                        .forEach((label, values) -> labels.merge(label, values, MetricsTest::both));
            }
            wanted(question).forEach((label, values) -> {
                assertThat(labels).as(question).containsKey(label);
                if (!FOREIGN_LABELS.contains(label)) {
                    assertThat(labels.get(label)).as(question).containsAll(values);
                }
            });
        });
    }

    /** Where metrics are named together: what is wanted of labels there, one of them must have. */
    private static List<String> questions(String file) {
        String text = read(file);
        try {
            return switch (file.substring(file.lastIndexOf('.'))) {
                case ".json" -> new ObjectMapper().readTree(text).findValuesAsText("expr");
                case ".yml" ->
                    found("(?s)(?:expr|series):(?:(?!\\n +\\w+:).)*", text).toList();
                default ->
                    text.lines().filter(line -> line.contains("clarify_")).toList();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labels that a question names, with the values that it compares them with. */
    private static Map<String, Set<String>> wanted(String question) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        Stream.of("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"", "labels\\.(\\w+) [!=]== '([^']*)'")
                .flatMap(comparison ->
                        Pattern.compile(comparison).matcher(question).results())
                .forEach(found ->
                        Stream.of(found.group(2).split("\\|")).forEach(value -> add(wanted, found.group(1), value)));
        found("\\b(?:by|on) \\(([^)]*)\\)", question)
                .flatMap(names -> Stream.of(names.replaceAll(".*\\(|\\)", "").split(", ?")))
                .forEach(label -> wanted.computeIfAbsent(label, none -> new TreeSet<>()));
        return wanted;
    }

    /** The rows about metrics, such as {@code | `name` | `label: value, value`; `label: value` | type | ... |}. */
    private static Map<String, Metric> table() {
        Map<String, Metric> rows = new TreeMap<>();
        read("docs/operations.md")
                .lines()
                .filter(line -> line.startsWith("| `clarify_"))
                .map(line -> line.split("\\|"))
                .forEach(cells ->
                        rows.put(cells[1].replace("`", "").strip(), new Metric(cells[3].strip(), labels(cells[2]))));
        return rows;
    }

    private static Map<String, Set<String>> labels(String cell) {
        Map<String, Set<String>> labels = new TreeMap<>();
        Pattern.compile("`(\\w+): ([^`]*)`")
                .matcher(cell)
                .results()
                .forEach(label ->
                        Stream.of(label.group(2).split(", ")).forEach(value -> add(labels, label.group(1), value)));
        return labels;
    }

    /** Reads Prometheus's text; the greatest value that Micrometer adds to each histogram belongs to that. */
    private static Map<String, Metric> told(String text) {
        Map<String, Metric> metrics = new TreeMap<>();
        Pattern.compile("# TYPE (\\w+) (\\w+)")
                .matcher(text)
                .results()
                .forEach(type -> metrics.put(type.group(1), new Metric(type.group(2), new TreeMap<>())));
        metrics.keySet()
                .removeIf(name -> name.endsWith("_max")
                        && metrics.containsKey(name.substring(0, name.length() - "_max".length())));
        Pattern.compile("(?m)^(\\w+)\\{(.*)} \\S+$").matcher(text).results().forEach(series -> {
            Map<String, Set<String>> labels = metric(metrics, series.group(1)).labels();
            Pattern.compile("(\\w+)=\"([^\"]*)\"")
                    .matcher(series.group(2))
                    .results()
                    .filter(label -> !FOREIGN_LABELS.contains(label.group(1)))
                    .forEach(label -> add(labels, label.group(1), label.group(2)));
        });
        return metrics;
    }

    /** The metric that a series belongs to. */
    private static Metric metric(Map<String, Metric> metrics, String series) {
        return Stream.of(series, series.replaceFirst("_(bucket|count|sum|max)$", ""))
                .flatMap(name -> Optional.ofNullable(metrics.get(name)).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric has the series " + series));
    }

    private static void add(Map<String, Set<String>> labels, String label, String value) {
        labels.computeIfAbsent(label, none -> new TreeSet<>()).add(value);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group);
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
