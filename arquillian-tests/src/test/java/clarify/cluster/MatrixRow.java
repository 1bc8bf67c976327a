package clarify.cluster;

import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one combination was and did. Versions are those that the running things tell.
 *
 * @param seconds from the start of its server to the end of the checks
 */
record MatrixRow(String server, String java, String redis, String database, String result, long seconds) {
    static MatrixRow notToBeHad(Combination combination, String reason) {
        return new MatrixRow(
                combination.server().toString(),
                String.valueOf(combination.java()),
                combination.redis().toString(),
                combination.database().toString(),
                "not to be had: " + reason,
                0);
    }

    /** In docs/compatibility.md if there is a row for each combination, and in any case beside the servers. */
    static void write(List<MatrixRow> rows) throws IOException {
        String text = "Written on %s, by a run on %d processors of %s.\n\n%s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        table(rows));
        Path directory = TestEnvironment.file("clarify.servers").toPath();
        Files.writeString(directory.resolveSibling("matrix.md"), text);
        if (Combination.areAll(rows.size())) {
            WrittenPart.of("compatibility.md", "MatrixIT").replaceBy(text);
        }
    }

    private static String table(List<MatrixRow> rows) {
        return rows.stream().map(MatrixRow::line).collect(Collectors.joining("", """
                        | server | Java | Redis | database | result | seconds |
                        |---|---|---|---|---|--:|
                        """, ""));
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |\n",
                server,
                java,
                redis,
                database,
                result.lines().findFirst().orElse("").replace('|', '/'),
                seconds == 0 ? "-" : seconds);
    }
}
