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
    private static final Pattern CODE =
            Pattern.compile("^```(?:java|xml)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PLUGIN =
            Pattern.compile("<artifactId>(maven-[a-z-]+)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Path EXAMPLE = ROOT.resolve("docs/examples/bean-of-your-own");
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

    @Test
    void the_code_of_a_bean_of_your_own_is_that_of_the_example_with_its_imports() throws IOException {
        String page = text(ROOT.resolve("docs/cache-for-other-beans.md"));

        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            assertThat(CODE.matcher(page).results().map(code -> code.group(1)))
                    .hasSize(3)
                    .isSubsetOf(files.filter(file -> file.toString().matches(".*/src/.*\\.(java|xml)"))
                            .map(DocumentationTest::text)
                            .toList());
        }
    }

    @Test
    void the_example_has_the_version_of_this_build_and_of_its_plugins() {
        String build = text(ROOT.resolve("pom.xml"));
        String example = text(EXAMPLE.resolve("pom.xml"));

        assertThat(build).contains("<version>" + between("<version.clarify>", "</version.clarify>", example) + "</");
        assertThat(versions(example)).hasSizeGreaterThan(4).isSubsetOf(versions(build));
    }

    private static List<String> versions(String pom) {
        return PLUGIN.matcher(pom)
                .results()
                .map(plugin -> plugin.group(1) + ":" + plugin.group(2))
                .toList();
    }

    private static String between(String start, String end, String text) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end));
    }
}
