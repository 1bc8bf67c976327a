package clarify.cluster;

import clarify.testkit.Clarify;
import clarify.testkit.Ports;
import clarify.testkit.RedisProxy;
import clarify.testkit.Signals;
import clarify.testkit.Tokens;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One server with the product, behind a proxy of its own to Redis. */
abstract class Node implements AutoCloseable {
    final int port = Ports.free();
    final RedisProxy proxy;
    private final Tokens tokens;
    private final Map<String, String> settings;
    private @Nullable Process process;
    private volatile boolean down = true;
    private volatile long upSince;
    private volatile long thawedAt = System.nanoTime();

    Node(RedisProxy proxy, Tokens tokens, Map<String, String> settings) {
        this.proxy = proxy;
        this.tokens = tokens;
        this.settings = settings;
    }

    abstract List<String> command();

    abstract String name();

    final URI api() {
        return URI.create("http://localhost:" + port + "/clarify/api");
    }

    final Clarify clarify() {
        return new Clarify(api(), tokens);
    }

    /** Starts the server, or starts it again as it lies on the disk. */
    final void start() {
        try {
            Path log = RigFiles.log(name());
            var builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            var environment = builder.environment();
            environment.put("CLARIFY_REDIS_URI", proxy.uri());
            tokens.settings().forEach((name, value) -> environment.put(variable(name), value));
            settings.forEach((name, value) -> environment.put(variable(name), value));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void awaitAnswer() {
        Awaitility.await(name())
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> clarify().anonymous().get("/context").status() == 401);
        upSince = System.nanoTime();
        down = false;
    }

    /** Whether it was neither killed nor frozen since that moment of {@link System#nanoTime}. */
    final boolean wasUpSince(long moment) {
        return !down && upSince - moment < 0;
    }

    final boolean isUp() {
        return !down;
    }

    /** Whether it ran all of the time that a poll may take: a process that was stopped could not look. */
    final boolean couldPollBefore(long moment) {
        return moment - thawedAt > HistoryChecker.PROMISE.toNanos();
    }

    final void kill() {
        down = true;
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    final void freeze() {
        down = true;
        signal("-STOP");
    }

    final void thaw() {
        signal("-CONT");
        thawedAt = System.nanoTime();
        upSince = thawedAt;
        down = false;
    }

    @Override
    public final void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
        proxy.close();
    }

    private void awaitEnd() {
        Process ending = process;
        if (ending != null) {
            try {
                ending.waitFor(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A script may stand between us and the server. */
    private Stream<ProcessHandle> processes() {
        Process running = process;
        return running == null
                ? Stream.empty()
                : Stream.concat(running.descendants(), Stream.of(running.toHandle())).toList().stream();
    }

    private void signal(String signal) {
        processes().forEach(each -> Signals.send(signal, each.pid()));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Where nodes keep what they need. */
    static final class RigFiles {
        private RigFiles() {}

        static Path log(String name) {
            try {
                Path directory = clarify.testkit.TestEnvironment.file("clarify.servers")
                        .toPath()
                        .resolve("logs");
                return Files.createDirectories(directory).resolve("rig-" + name + ".log");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A fresh copy. */
        static Path copy(File from, Path to) {
            try (Stream<Path> files = Files.walk(from.toPath())) {
                delete(to);
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.toPath().relativize(file).toString()));
                }
                return to;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path directory) throws IOException {
            if (!Files.exists(directory)) {
                return;
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
