package clarify.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What Payara Micro has written so far. It stays when the application has failed, and tells that only here. */
record ServerLog(Path file) {

    private static final String FAILED = "Exception while loading the app";
    private static final String END_OF_HEAD = "] ";
    private static final String SETTINGS = "clarify.startup.AllSettings";

    /** Whether the application will never answer. */
    boolean tellsOfFailure() {
        return text().contains(FAILED);
    }

    /** What the application has said of its settings, each on a new line. */
    String complaints() {
        return text().lines()
                .filter(line -> line.contains(SETTINGS))
                .map(line -> System.lineSeparator() + message(line))
                .collect(Collectors.joining());
    }

    private static String message(String line) {
        int head = line.indexOf(END_OF_HEAD, Math.max(0, line.indexOf("[levelValue: ")));
        return line.substring(head < 0 ? 0 : head + END_OF_HEAD.length());
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
