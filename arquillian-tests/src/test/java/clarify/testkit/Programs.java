package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class Programs {
    private Programs() {}

    public static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /**
     * Runs one to its end.
     *
     * @return what it prints, also of what went wrong
     * @throws IllegalStateException if it fails, with what it prints
     */
    public static String output(String... command) {
        try {
            Process program =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (program.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
