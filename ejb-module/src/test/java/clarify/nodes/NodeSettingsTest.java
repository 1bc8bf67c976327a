package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {

    private static String name(String given) {
        return NodeSettings.read(only("clarify.node.name", given)).name();
    }

    private static Optional<Path> drainFile(String given) {
        return NodeSettings.read(only("clarify.node.drain-file", given)).drainFile();
    }

    private static Settings only(String name, String given) {
        return new Settings(asked -> asked.equals(name) ? Optional.of(given) : Optional.empty());
    }

    @Test
    void a_node_is_called_as_its_machine_unless_it_has_a_name() {
        assertThat(name("")).isEqualTo(HostName.find().orElse("unnamed")).isNotBlank();
        assertThat(name("Node 1, \u05ea\u05dc \u05d0\u05d1\u05d9\u05d1")).startsWith("Node 1, ");
        assertThat(name("x".repeat(100))).hasSize(100);
    }

    static String[] wrong() {
        return new String[] {" ", " one", "one  two", "one\n", "one\u0000", "on\u202ee", "on\u200be", "x".repeat(101)};
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_name_that_nobody_could_read_is_refused(String wrong) {
        assertThatThrownBy(() -> name(wrong))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("Setting clarify.node.name must be 1 to 100 printable characters without spaces at its ends"
                        + " or two in a row.");
    }

    @Test
    void a_node_is_drained_by_no_file_unless_one_is_named_in_a_directory_that_is_there(@TempDir Path directory) {
        assertThat(drainFile("")).isEmpty();
        assertThat(drainFile(directory.resolve("drain").toString())).contains(directory.resolve("drain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/drain", "/", "a\u0000b"})
    void a_file_that_nobody_can_make_is_refused(String wrong) {
        assertThatThrownBy(() -> drainFile(wrong))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("Setting clarify.node.drain-file must be a file in a directory that is there, but is '"
                        + wrong + "'.");
    }

    @Test
    void the_name_of_the_machine_can_be_read() {
        assertThat(HostName.find()).hasValueSatisfying(name -> assertThat(name).isEqualTo(name.strip()));
    }
}
