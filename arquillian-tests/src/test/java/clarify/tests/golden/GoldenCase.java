package clarify.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.ContextAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One file of the directory {@code golden.dir}, by default those among the test resources. */
public record GoldenCase(String name, UUID userId, String query, JsonNode tables, List<Expected> expected) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public record Expected(int budget, String text, int tokensUsed, JsonNode sections) {
        /** The test fails if the context has another text, other tokens or sections, or is partial. */
        public void assertSame(ContextAnswer context) {
            assertThat(context.text()).isEqualTo(text);
            assertThat(context.tokensUsed()).isEqualTo(tokensUsed);
            assertThat(context.partial()).isFalse();
            assertThat(asGolden(context.json().required("sections"))).isEqualTo(sections);
        }

        /** The properties of a section that golden cases contain. */
        private static JsonNode asGolden(JsonNode sections) {
            JsonNode bare = sections.deepCopy();
            bare.forEach(section -> ((ObjectNode) section).retain("kind", "items", "included", "tokens"));
            return bare;
        }

        private static Expected of(JsonNode node) {
            return new Expected(
                    node.required("budget").intValue(),
                    node.required("text").textValue(),
                    node.required("tokensUsed").intValue(),
                    node.required("sections"));
        }
    }

    public static Stream<GoldenCase> all() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("golden.dir is no directory: " + directory.toAbsolutePath());
        }
        try (var files = Files.list(directory)) {
            List<GoldenCase> cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
            if (cases.isEmpty()) {
                throw new IllegalArgumentException("golden.dir holds no *.json: " + directory.toAbsolutePath());
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        String given = System.getProperty("golden.dir", "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        try {
            return Path.of(Objects.requireNonNull(GoldenCase.class.getResource("/golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GoldenCase read(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            JsonNode session = json.path("sessionId");
            return new GoldenCase(
                    json.path("name").asText(file.getFileName().toString()),
                    UUID.fromString(json.required("userId").textValue()),
                    session.isTextual() ? "?session=" + session.textValue() + "&budget=" : "?budget=",
                    json.required("tables"),
                    StreamSupport.stream(json.required("expected").spliterator(), false)
                            .map(Expected::of)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
