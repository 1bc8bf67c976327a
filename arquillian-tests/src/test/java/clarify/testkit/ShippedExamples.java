package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the servers that the documentation gives to operators. The tests use it as it stands. */
public final class ShippedExamples {
    private ShippedExamples() {}

    public static Path file(String name) {
        return Path.of("..", "docs", "examples", name).toAbsolutePath().normalize();
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
