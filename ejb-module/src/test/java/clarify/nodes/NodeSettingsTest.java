package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeSettingsTest {

    private static String name(String given) {
        return NodeSettings.read(new Settings(name -> Optional.of(given))).name();
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
    void the_name_of_the_machine_can_be_read() {
        assertThat(HostName.find()).hasValueSatisfying(name -> assertThat(name).isEqualTo(name.strip()));
    }
}
