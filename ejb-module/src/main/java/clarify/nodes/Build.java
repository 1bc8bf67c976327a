package clarify.nodes;

import static java.util.Objects.requireNonNull;

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
}
