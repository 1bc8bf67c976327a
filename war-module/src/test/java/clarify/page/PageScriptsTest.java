package clarify.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code src/test/javascript/*.test.js} holds about the scripts of the page, each test in a context of its own. */
class PageScriptsTest {

    @TestFactory
    Stream<DynamicContainer> the_page() throws IOException {
        return Scripts.files(Scripts.TESTS, ".test.js").stream()
                .map(file -> dynamicContainer(file.getFileName().toString(), tests(file)));
    }

    @Test
    void every_script_has_tests() throws IOException {
        List<String> scripts = names(Scripts.files(Scripts.PAGE, ".js"));
        List<String> tests = names(Scripts.files(Scripts.TESTS, ".test.js"));

        assertThat(tests.stream().map(name -> name.replace(".test.js", ".js"))).isEqualTo(scripts);
    }

    @Test
    void a_test_fails_with_what_was_expected(@TempDir Path directory) throws IOException {
        Path file = write(directory, "test('', () => assertEquals({ one: undefined }, { one: null }));");

        assertThat(run(file, "")).contains("expected {\n \"one\": null", "but was {\n \"one\": \"(undefined)\"");
    }

    @Test
    void a_test_that_never_ends_fails(@TempDir Path directory) throws IOException {
        Path file = write(directory, "test('', () => new Promise(() => {}));");

        assertThat(run(file, "")).isEqualTo("The test waits for something that never happens.");
    }

    @Test
    void a_test_may_wait_until_nothing_is_left_to_do(@TempDir Path directory) throws IOException {
        Path file = write(directory, """
                test('', async () => {
                  let isDone = false;
                  (async () => { await null; await null; await null; isDone = true; })();
                  await idle();
                  assertEquals(isDone, true);
                });
                """);

        assertThat(run(file, "")).isEmpty();
    }

    private static Stream<DynamicTest> tests(Path file) {
        return sentences(file).stream()
                .map(sentence -> dynamicTest(sentence, () -> {
                    String failure = run(file, sentence);
                    if (!failure.isEmpty()) {
                        fail(failure);
                    }
                }));
    }

    private static List<String> sentences(Path file) {
        try (var scripts = new Scripts()) {
            return Scripts.strings(load(scripts, file).invokeMember("sentences"));
        }
    }

    /** Why the test failed; empty when it did not. */
    private static String run(Path file, String sentence) {
        try (var scripts = new Scripts()) {
            Value testing = load(scripts, file);
            testing.invokeMember("start", sentence);
            while (testing.invokeMember("resume").asBoolean()) {
                // the test goes on
            }
            Value result = testing.invokeMember("result");
            return result.isNull() ? "The test waits for something that never happens." : result.asString();
        }
    }

    private static Value load(Scripts scripts, Path file) {
        return scripts.module(
                "import * as testing from './testing.js';",
                "import '" + file.toAbsolutePath() + "';",
                "export const { sentences, start, resume, result } = testing;");
    }

    private static Path write(Path directory, String text) throws IOException {
        return Files.writeString(
                directory.resolve("given.test.js"),
                "import { assertEquals, idle, test } from '" + Scripts.TESTS.toAbsolutePath() + "/testing.js';\n"
                        + text);
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
