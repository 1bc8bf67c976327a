package clarify.cluster;

import clarify.testkit.Programs;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads a node over loopback with {@code wrk}, which must be on the path. */
final class Wrk {
    private static final String PROGRAM = "wrk";

    /** What it says by itself is for people. */
    private static final String SCRIPT = """
            done = function(summary, latency, requests)
                local errors = summary.errors
                io.write(string.format("measured %d %d %d %d %d %d %d\\n", summary.duration, summary.requests,
                    summary.bytes, errors.connect + errors.read + errors.write + errors.timeout + errors.status,
                    latency:percentile(50), latency:percentile(99), latency.max))
            end
            """;

    private static final Pattern MEASURED =
            Pattern.compile("measured (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path script;

    Wrk() {
        try {
            script = Files.writeString(
                    TestEnvironment.file("clarify.servers").toPath().resolve("wrk.lua"), SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with what to install, if it is not on the path */
    static void require() {
        if (!Programs.isOnThePath(PROGRAM)) {
            throw new IllegalStateException("wrk is not on the path: install Debian's package wrk");
        }
    }

    /**
     * What one run measured.
     *
     * @param perSecond answers
     * @param bytes of an answer, with its head
     * @param cpuMicros that the server used for an answer
     */
    record Load(
            double perSecond, double bytes, double p50Millis, double p99Millis, double maxMillis, double cpuMicros) {}

    /**
     * Sends the same request over so many connections, on each the next when the last is answered.
     *
     * @throws IllegalStateException if one answer is an error or none at all
     */
    Load run(Node node, MeasuredRequest request, int connections, Duration time) {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM,
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=30s",
                "--script=" + script));
        request.headers().forEach(header -> command.addAll(List.of("--header", header)));
        command.add("http://127.0.0.1:" + node.port + "/clarify/api" + request.path());

        Duration before = node.cpu();
        String output = Programs.output(command.toArray(String[]::new));
        Duration cpu = node.cpu().minus(before);

        Matcher measured = MEASURED.matcher(output);
        if (!measured.find() || number(measured, 2) == 0 || number(measured, 4) > 0) {
            throw new IllegalStateException(request.title() + ": " + output);
        }
        double requests = number(measured, 2);
        Load load = new Load(
                requests / number(measured, 1) * 1e6,
                number(measured, 3) / requests,
                number(measured, 5) / 1e3,
                number(measured, 6) / 1e3,
                number(measured, 7) / 1e3,
                cpu.toNanos() / 1e3 / requests);
        request.check(load.bytes());
        return load;
    }

    private static double number(Matcher measured, int group) {
        return Double.parseDouble(measured.group(group));
    }
}
