package clarify.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static AuditSettings read(String path) {
        return AuditSettings.read(new Settings(name -> Optional.of(path)));
    }

    @Test
    void there_is_a_file_as_soon_as_the_setting_is_read() {
        Path file = directory.resolve("audit.log");

        assertThat(read(file.toString()).file()).isPresent();
        assertThat(file).isEmptyFile();
    }

    @Test
    void there_is_none_without_the_setting() {
        assertThat(AuditSettings.read(new Settings(name -> Optional.empty())).file())
                .isEmpty();
    }

    @Test
    void a_file_that_cannot_be_written_is_a_wrong_setting() {
        String path = directory.resolve("missing").resolve("audit.log").toString();

        assertThatThrownBy(() -> read(path))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("clarify.audit.file")
                .hasMessageContaining(path);
        assertThatThrownBy(() -> read("a\0b")).isInstanceOf(WrongSetting.class);
    }
}
