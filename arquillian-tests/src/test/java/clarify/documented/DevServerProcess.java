package clarify.documented;

import clarify.testkit.Programs;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The product for trying out, as it was built, with a directory of its own. It takes the first port that is free from 8080 on. */
final class DevServerProcess implements AutoCloseable {
    /** What is printed last. */
    private static final String WELCOME = "What the conversation service asks";

    private final Path output;
    private final Process process;

    DevServerProcess() {
        try {
            Path servers = Files.createDirectories(
                    TestEnvironment.file("clarify.servers").toPath());
            Path directory = Files.createTempDirectory(servers.toRealPath(), "dev-server-");
            Path payaraMicro = Files.createSymbolicLink(
                    directory.resolve("payara-micro.jar"),
                    TestEnvironment.file("payara-micro.jar").toPath());
            output = directory.resolve("output.txt");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-classpath",
                            System.getProperty("java.class.path"),
                            "clarify.dev.DevServer",
                            payaraMicro.toString(),
                            TestEnvironment.file("clarify.war").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until everything is printed, or until it has ended. */
    DevServerProcess awaitWelcome() {
        return awaitPrinted(WELCOME);
    }

    DevServerProcess awaitPrinted(String words) {
        Awaitility.await(words).until(() -> printed().contains(words) || !process.isAlive());
        return this;
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are printed for a shell, each with those that it goes on with. */
    List<String> commands() {
        return printed()
                .replace("\\\n", "")
                .lines()
                .filter(line -> line.matches("(cd|echo|cat|curl) .*|API=.*"))
                .toList();
    }

    /** Its own process and all that it has started. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    ProcessHandle redis() {
        return process.descendants()
                .filter(each -> each.info().command().orElse("").contains("redis-server"))
                .findAny()
                .orElseThrow(() -> new IllegalStateException(printed()));
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(TestEnvironment.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("It runs on: " + printed());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What {@code sh} prints for the line, after the first two that are printed: where the tokens are, and the address.
     *
     * @throws IllegalStateException if it fails, or the server refuses it
     */
    String run(String line) {
        List<String> first = commands().subList(0, 2);
        String lines = String.join("\n", "curl() { command curl -fS \"$@\"; }", first.get(0), first.get(1), line);
        return Programs.output("sh", "-e", "-c", lines);
    }

    /** As Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        var unused = exitCode();
    }
}
