package clarify;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jars in the WAR, each with its reason. The build fails for a jar without one, and for a reason without a jar. */
class ShippedJarsIT {

    private static final Pattern JAR = Pattern.compile("WEB-INF/lib/(.+?)-\\d.*\\.jar");

    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("clarify-context-ejb", "this product"),
            entry("clarify-context-health", "this product"),
            entry("nimbus-jose-jwt", "verifies tokens"),
            entry("jedis", "the client of Redis"),
            entry("commons-pool2", "pools the connections of Jedis"),
            entry("jackson-databind", "JSON in Redis and over HTTP"),
            entry("jackson-core", "parses and writes for jackson-databind"),
            entry("jackson-annotations", "annotations on types that are read as JSON"),
            entry("jackson-datatype-jdk8", "Optional in the values of other beans as JSON"),
            entry("jackson-datatype-jsr310", "dates and times as JSON"),
            entry("flyway-core", "migrates the tables at the start"),
            entry("flyway-database-postgresql", "migrates PostgreSQL"),
            entry("micrometer-core", "counters, gauges and timers"),
            entry("micrometer-commons", "the part of Micrometer that its other jars need"),
            entry("micrometer-observation", "the part of Micrometer that micrometer-core is built on"),
            entry("micrometer-registry-prometheus", "the metrics as Prometheus reads them"),
            entry("prometheus-metrics-core", "what the registry stores metrics in"),
            entry("prometheus-metrics-model", "what the registry hands to the writer of the text"),
            entry("prometheus-metrics-config", "settings that the other jars of Prometheus read"),
            entry("prometheus-metrics-tracer-common", "types in the signatures of the registry"),
            entry("prometheus-metrics-exposition-textformats", "writes the text format"),
            entry("slf4j-api", "the log of Jedis and Flyway"),
            entry("slf4j-jdk14", "sends that log to the server's"),
            entry("jspecify", "the annotation @Nullable in our class files"));

    @Test
    void every_jar_that_ships_has_a_reason() throws IOException {
        assertThat(shipped()).containsExactlyInAnyOrderElementsOf(REASONS.keySet());
    }

    private static Set<String> shipped() throws IOException {
        try (JarFile war = new JarFile("target/clarify.war")) {
            return war.stream()
                    .map(file -> JAR.matcher(file.getName()))
                    .filter(Matcher::matches)
                    .map(jar -> jar.group(1))
                    .collect(toSet());
        }
    }
}
