package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program for the command line, run to its end by the Java of these tests. */
public final class JavaProgram {
    private JavaProgram() {}

    /** @throws IllegalStateException when it fails or takes longer than ten minutes */
    static void run(File output, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        runScript(output, command);
    }

    /** The same for the Maven that runs the tests, without questions. */
    public static void runMaven(File output, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(
                TestEnvironment.file("maven.home").toPath().resolve("bin/mvn").toString());
        command.addAll(List.of("-B", "-ntp"));
        command.addAll(List.of(arguments));
        runScript(output, command);
    }

    /** Also a script that starts Java. */
    private static void runScript(File output, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
            builder.environment().put("AS_JAVA", System.getProperty("java.home"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("failed, see " + output + ": " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
