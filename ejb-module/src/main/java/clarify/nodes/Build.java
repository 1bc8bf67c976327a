package clarify.nodes;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of the application this is.
 *
 * @param commit unknown unless the build was told
 */
public record Build(String version, String commit) {

    /** As Maven has written it into the jar. */
    public static Build ofThis() {
        Properties properties = new Properties();
        try (InputStream file = requireNonNull(Build.class.getResourceAsStream("build.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
    }

    /** A metric that is always 1 and says which build this is. */
    public void register(MeterRegistry registry) {
        Gauge.builder("clarify.build.info", () -> 1)
                .description("The build that runs")
                .tag("version", version)
                .tag("commit", commit)
                .register(registry);
    }
}
