package clarify;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name and link to exists. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.([a-z]+_\\w+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** The sources of all tests by the names of their classes. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentationTest::javaFiles)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocumentationTest::text,
                            (one, other) -> one + other));
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_test_that_a_document_names_exists() throws IOException {
        Map<String, String> tests = tests();
        String text = documents().stream().map(DocumentationTest::text).collect(joining());

        assertThat(TEST.matcher(text).results().map(MatchResult::group))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> {
                    String[] parts = name.replace("`", "").split("\\.", 2);
                    assertThat(tests.getOrDefault(parts[0], "")).contains("void " + parts[1] + "(");
                });
    }

    @Test
    void every_file_that_a_document_links_to_exists() throws IOException {
        assertThat(documents())
                .hasSizeGreaterThan(30)
                .allSatisfy(document -> assertThat(
                                LINK.matcher(text(document)).results().map(link -> link.group(1)))
                        .allSatisfy(link ->
                                assertThat(document.resolveSibling(link)).exists()));
    }
}
