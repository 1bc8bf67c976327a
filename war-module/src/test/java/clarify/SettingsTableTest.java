package clarify;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.startup.AllSettings;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} lists the settings as the code declares them. */
class SettingsTableTest {

    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String OURS = "clarify.";

    private static final Map<String, Setting<?>> SETTINGS = declared();
    private static final Map<String, Row> ROWS = rows();

    /** What the table says about one setting; {@code none} is no default. */
    private record Row(String byDefault, String values) {}

    @Test
    void every_setting_has_a_row_and_every_row_of_ours_a_setting() {
        assertThat(SETTINGS).isNotEmpty();
        assertThat(ROWS.keySet()).containsAll(SETTINGS.keySet());
        assertThat(ROWS.keySet().stream().filter(name -> name.startsWith(OURS))).isSubsetOf(SETTINGS.keySet());
    }

    @Test
    void a_row_has_the_default_of_its_setting() {
        assertThat(SETTINGS)
                .allSatisfy((name, setting) -> assertThat(row(name).byDefault())
                        .as(name)
                        .isEqualTo(text(setting.fallback()).orElse("none")));
    }

    @Test
    void a_row_has_the_values_that_its_setting_allows() {
        assertThat(SETTINGS).allSatisfy((name, setting) -> {
            if (name.startsWith(OURS)) {
                assertThat(row(name).values()).as(name).isEqualTo(setting.values());
            }
        });
    }

    @Test
    void the_check_at_the_start_reads_every_setting_of_ours() {
        assertThat(AllSettings.review(new Settings(name -> Optional.empty())).names())
                .containsAll(SETTINGS.keySet().stream()
                        .filter(name -> name.startsWith(OURS))
                        .toList());
    }

    @Test
    void a_default_is_a_value_that_its_setting_allows() {
        assertThat(SETTINGS).allSatisfy((name, setting) -> {
            Settings written = new Settings(asked -> text(setting.fallback()));

            assertThat(written.get(setting)).as(name).isEqualTo(setting.fallback());
        });
    }

    /** As somebody would write it; empty where there is none. */
    private static Optional<String> text(Object fallback) {
        return fallback instanceof Optional<?> none
                ? none.map(Object::toString)
                : Optional.of(fallback.toString()).filter(text -> !text.isEmpty());
    }

    private static Row row(String name) {
        return Optional.ofNullable(ROWS.get(name)).orElseThrow(() -> new AssertionError("no row of " + name));
    }

    /** The constants of all rooms, alone or as the values of a map. */
    private static Map<String, Setting<?>> declared() {
        Map<String, Setting<?>> settings = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("clarify").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> field.getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(Setting.class)))
                        .map(JavaField::reflect)
                        .flatMap(SettingsTableTest::settings)
                        .forEach(setting -> settings.put(setting.name(), setting));
        return settings;
    }

    private static Stream<Setting<?>> settings(Field constant) {
        try {
            constant.setAccessible(true);
            Object value = constant.get(null);
            return value instanceof Map<?, ?> map
                    ? map.values().stream().map(each -> (Setting<?>) each)
                    : Stream.of((Setting<?>) value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Row> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            Map<String, Row> rows = new TreeMap<>();
            lines.filter(line -> line.startsWith("| `"))
                    .map(line -> Arrays.stream(line.split("\\|"))
                            .map(cell -> cell.replace("`", "").strip())
                            .toList())
                    .forEach(cells -> rows.put(cells.get(1), new Row(cells.get(2), cells.get(3))));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
