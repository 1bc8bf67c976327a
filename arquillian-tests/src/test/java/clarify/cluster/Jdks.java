package clarify.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Javas for servers: that of the tests, those in {@code /usr/lib/jvm}, and those that Debian has. */
final class Jdks {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /** @param feature such as 21 */
    static Path home(int feature) {
        if (Runtime.version().feature() == feature) {
            return Path.of(System.getProperty("java.home"));
        }
        return find(INSTALLED, feature).orElseGet(() -> ofDebian(feature));
    }

    private static Path ofDebian(int feature) {
        var runtime = new DebianPackage("trixie", "openjdk-" + feature + "-jre-headless");
        return find(runtime.unpacked().resolve("usr/lib/jvm"), feature).orElseThrow();
    }

    private static Optional<Path> find(Path directory, int feature) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(directory)) {
            List<Path> sorted = homes.sorted().toList();
            return sorted.stream().filter(home -> isOf(feature, home)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(int feature, Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(release)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.anyMatch(line -> line.matches("JAVA_VERSION=\"" + feature + "(\\..*)?\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
