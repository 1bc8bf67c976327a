package clarify.cluster;

import clarify.testkit.Ports;
import clarify.testkit.Signals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A Prometheus with the shipped configuration and alert rules, in which every time is a fifteenth. Its program must be on the
 * path.
 */
final class Prometheus implements AutoCloseable {
    private static final Path DOCS = Path.of("..", "docs");
    private static final int FASTER = 15;
    private static final Pattern TIME = Pattern.compile("\\b(\\d+)([sm])(?=\\]|\\R)");
    private static final String TARGETS = "'localhost:8080'";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = Ports.free();
    private final Path directory;
    private final Process process;

    /** @param token in place of that of an administrator */
    Prometheus(Path directory, String token, List<Node> nodes) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("prometheus-alerts.yml"), faster(DOCS.resolve("prometheus-alerts.yml")));
        token(token);
        targets(nodes);
        Path log = Node.NodeFiles.log("prometheus");
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static String faster(Path file) throws IOException {
        return TIME.matcher(Files.readString(file)).replaceAll(time -> seconds(time.group(1), time.group(2)) + "s");
    }

    private static long seconds(String number, String unit) {
        return Long.parseLong(number) * (unit.equals("m") ? 60 : 1) / FASTER;
    }

    /** It is read anew for each scrape. */
    void token(String token) throws IOException {
        Files.writeString(directory.resolve("clarify-token"), token);
    }

    /** To be followed by {@link #reload}, once it runs. */
    void targets(List<Node> nodes) throws IOException {
        String targets =
                nodes.stream().map(node -> "'localhost:" + node.port + "'").collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("prometheus.yml"),
                faster(DOCS.resolve("examples").resolve("prometheus.yml")).replace(TARGETS, targets));
    }

    void reload() {
        Signals.send("-HUP", process.pid());
    }

    /** Names of the alerts that fire. */
    Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : ask("/api/v1/alerts").path("data").path("alerts")) {
            if (alert.path("state").textValue().equals("firing")) {
                names.add(alert.path("labels").path("alertname").textValue());
            }
        }
        return names;
    }

    private JsonNode ask(String path) {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitFiring(String alert) {
        Awaitility.await(alert).until(this::firing, names -> names.contains(alert));
    }

    void awaitClear(String alert) {
        Awaitility.await("the end of " + alert).until(this::firing, names -> !names.contains(alert));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
