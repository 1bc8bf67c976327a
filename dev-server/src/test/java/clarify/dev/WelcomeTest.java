package clarify.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelcomeTest {

    private static final Pattern FILE = Pattern.compile("cat ([a-z.]+)");

    private final People people = People.with(new Tokens());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void write_tokens() throws IOException {
        new TokenFiles(directory).write(people);
    }

    private String text(Path files) {
        return new Welcome(URI.create("http://localhost:8080/clarify/api"), 43_117, files, people).text();
    }

    @Test
    void it_has_at_most_25_lines_of_100_columns() {
        String text = text(Path.of("/home/somebody/projects/clarify-context/dev-server/target/8080"));

        assertThat(text.lines())
                .hasSizeLessThanOrEqualTo(25)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void no_token_is_printed_and_every_file_that_a_line_reads_has_one_or_an_id() {
        String text = text(directory);

        assertThat(people.all()).allSatisfy(person -> assertThat(text).doesNotContain(person.token()));
        assertThat(FILE.matcher(text).results().map(match -> match.group(1)))
                .contains("maya", "noam", "agent", "admin", "noam.id")
                .allSatisfy(file -> assertThat(
                                Files.readString(directory.resolve(file)).strip())
                        .isNotEmpty());
    }

    @Test
    void the_commands_of_the_readme_are_among_those_that_are_printed() throws IOException {
        String text = text(directory);

        assertThat(Files.readAllLines(Path.of("..", "README.md")).stream()
                        .filter(line -> line.startsWith("$ "))
                        .map(line -> line.substring(2)))
                .hasSizeGreaterThan(2)
                .allSatisfy(command -> assertThat(text).contains(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/somebody/my projects/8080", "/home/o'brien/8080", "/tmp/$(date)/\"a\" `b` & c/8080"})
    void a_shell_reads_any_directory_as_it_is(String directory) throws IOException, InterruptedException {
        String cd = text(Path.of(directory))
                .lines()
                .filter(line -> line.startsWith("cd "))
                .findFirst()
                .orElseThrow();

        Process shell = new ProcessBuilder("sh", "-c", cd.replaceFirst("cd", "printf %s")).start();

        assertThat(shell.getInputStream()).hasContent(directory);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void a_second_start_may_write_the_files_again() throws IOException {
        People others = People.with(new Tokens());

        new TokenFiles(directory).write(others);

        assertThat(directory.resolve("maya")).hasContent(others.maya().token());
    }
}
