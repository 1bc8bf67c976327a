package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The lines that are written into a file from some moment on. */
public record LogLines(Path file, long skipped) {

    /** From now on. */
    public static LogLines from(Path file) {
        return new LogLines(file, all(file).size());
    }

    /** Those until now. */
    public List<String> lines() {
        return all(file).stream().skip(skipped).toList();
    }

    /** How long they are in all. */
    public int characters() {
        return lines().stream().mapToInt(line -> line.length() + 1).sum();
    }

    /** Waits for a line that contains all of these parts. */
    public void awaitLine(String... parts) {
        Awaitility.await(String.join(" and ", parts) + " in " + file)
                .until(() -> lines().stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
    }

    private static List<String> all(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
