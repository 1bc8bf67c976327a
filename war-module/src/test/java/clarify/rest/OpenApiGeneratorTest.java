package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAPI Generator says of the document that ships. */
class OpenApiGeneratorTest {
    private static final String GENERATOR = System.getProperty("openapi-generator.jar");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void finds_the_document_valid() throws Exception {
        Path output = directory.resolve("output.txt");

        int result = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        GENERATOR,
                        "validate",
                        "--recommend",
                        "-i",
                        document())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        String said = Files.readString(output);
        assertThat(result).as(said).isZero();
        assertThat(said).contains("No validation issues detected.");
    }

    /** As it is served. */
    private String document() throws IOException {
        try (InputStream shipped =
                Objects.requireNonNull(OpenApiGeneratorTest.class.getResourceAsStream("/META-INF/openapi.yaml"))) {
            String text = new String(shipped.readAllBytes(), UTF_8)
                    + String.format(Locale.ROOT, PageServlet.SERVERS, "/clarify");
            return Files.writeString(directory.resolve("openapi.yaml"), text).toString();
        }
    }
}
