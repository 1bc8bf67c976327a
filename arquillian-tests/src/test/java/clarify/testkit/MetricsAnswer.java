package clarify.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /metrics}, parsed as strictly as Prometheus's own checker does. */
public record MetricsAnswer(Map<String, String> types, Map<String, String> helps, Map<Series, Double> series) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"(?:,|$)");

    /** One line. */
    public record Series(String name, Map<String, String> labels) {}

    public static MetricsAnswer parse(String text) {
        var metrics = new MetricsAnswer(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        text.lines().forEach(metrics::read);
        return metrics;
    }

    private void read(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# TYPE ")) {
            once(types, words[2], words[3]);
        } else if (line.startsWith("# HELP ")) {
            once(helps, words[2], words.length > 3 ? words[3] : "");
        } else if (!line.isEmpty()) {
            readSeries(line);
        }
    }

    private void readSeries(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("not a line of Prometheus: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (parts.group(2) != null) {
            Matcher label = LABEL.matcher(parts.group(2));
            while (label.find()) {
                once(labels, label.group(1), label.group(2));
            }
        }
        once(series, new Series(parts.group(1), labels), number(parts.group(3)));
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static <K, V> void once(Map<K, V> map, K key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new AssertionError("twice: " + key);
        }
    }

    /** The sum of all series of that name that have these labels. */
    public double sum(String name, String... labels) {
        Map<String, String> wanted = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        var found = series.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name)
                        && entry.getKey().labels().entrySet().containsAll(wanted.entrySet()))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no metric " + name + wanted);
        }
        return found.stream().mapToDouble(Map.Entry::getValue).sum();
    }

    /** The increase of that sum. */
    public double rise(MetricsAnswer since, String name, String... labels) {
        return sum(name, labels) - since.sum(name, labels);
    }

    boolean sameTotals(MetricsAnswer other, List<String> of) {
        return of.stream().allMatch(name -> sum(name) == other.sum(name));
    }

    /** The names that a query can ask for. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.keySet().forEach(line -> names.add(line.name()));
        return names;
    }

    /** Violations of Prometheus's naming conventions. */
    public List<String> violationsOfConventions() {
        List<String> violationsOfConventions = new ArrayList<>();
        types.forEach((name, type) -> {
            if (!helps.containsKey(name) || helps.get(name).isBlank()) {
                violationsOfConventions.add(name + " has no help");
            }
            if (!Set.of("counter", "gauge", "histogram", "summary").contains(type)) {
                violationsOfConventions.add(name + " is a " + type);
            }
            if (type.equals("counter") != name.endsWith("_total")) {
                violationsOfConventions.add(name + " is a " + type + ": counters, and only they, end in _total");
            }
            if (name.matches(".*_(ms|millis|milliseconds|minutes|hours|kb|percent|bucket|count|sum)")) {
                violationsOfConventions.add(name + " does not end in a base unit");
            }
            if (name.endsWith("_info") && !(type.equals("gauge") && sum(name) == 1)) {
                violationsOfConventions.add(
                        name + " is a " + type + ": what tells by its labels alone is a gauge of 1");
            }
            if (!name.matches("[a-z][a-z0-9_]*")) {
                violationsOfConventions.add(name + " is not in snake_case");
            }
        });
        series.keySet().forEach(line -> {
            if (family(line.name()) == null) {
                violationsOfConventions.add(line.name() + " has no type");
            }
            if (line.labels().keySet().stream().anyMatch(label -> !label.matches("[a-z][a-z_]*"))) {
                violationsOfConventions.add(line + " has a label that is not in snake_case");
            }
        });
        return violationsOfConventions;
    }

    private @Nullable String family(String name) {
        if (types.containsKey(name)) {
            return name;
        }
        String family = name.replaceFirst("_(bucket|count|sum|max)$", "");
        return types.containsKey(family) ? family : null;
    }
}
