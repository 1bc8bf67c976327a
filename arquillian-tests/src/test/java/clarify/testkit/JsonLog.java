package clarify.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What the server logs as JSON, a record a line, between {@link TestEnvironment#jsonLog()} and {@link #close()}. */
public final class JsonLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;
    private final Path file;

    JsonLog(Server server) {
        this.server = server;
        file = server.startJsonLog();
    }

    /** The first record that is like this; there will be one within ten seconds. */
    public JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await("a record in " + file)
                .atMost(Duration.ofSeconds(10))
                .until(() -> records().stream().filter(wanted).toList(), found -> !found.isEmpty())
                .get(0);
    }

    private List<JsonNode> records() {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("{") && line.endsWith("}"))
                    .map(JsonLog::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stopJsonLog();
    }
}
