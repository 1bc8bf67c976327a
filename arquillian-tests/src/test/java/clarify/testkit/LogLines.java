package clarify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The lines that are written into a file from some moment on. */
public record LogLines(Path file, long skipped) {
    /** On Payara Server what is said begins in the line after the one with the name of the logger. */
    private static final Pattern RECORD = Pattern.compile(
            "\\boperation=clarify\\.|\\[INFO\\] .*\\[clarify\\.(?:audit|context\\.ContextBuilder)\\].*\\[\\[$");

    /** From now on. */
    public static LogLines from(Path file) {
        return new LogLines(file, all(file).size());
    }

    /** Those until now. */
    public List<String> lines() {
        return all(file).stream().skip(skipped).toList();
    }

    /** What the server says by itself: not the records of contexts and of the audit, which have measures of their own, nor empty lines. */
    public List<String> withoutRecords() {
        return lines().stream()
                .filter(line -> !line.isBlank() && !RECORD.matcher(line).find())
                .toList();
    }

    /** There are {@linkplain #withoutRecords fewer lines} than that, and none is of a failure of the server or of a stack. */
    public void assertFewerThan(int lines) {
        assertThat(withoutRecords())
                .hasSizeLessThan(lines)
                .noneMatch(line -> line.contains("SEVERE") || line.contains("ERROR") || line.contains("\tat "));
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
