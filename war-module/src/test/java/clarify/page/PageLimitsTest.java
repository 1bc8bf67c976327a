package clarify.page;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.context.Context;
import clarify.journal.Limits;
import clarify.journal.Page;
import clarify.kind.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page's {@code limits.js} says what the server's classes say, and no other script of the page does. */
class PageLimitsTest {

    private static final String LIMITS = "limits.js";

    private final Scripts scripts = new Scripts();
    private final Value module =
            scripts.module("export * from '" + Scripts.PAGE.toAbsolutePath().resolve(LIMITS) + "';");

    @AfterEach
    void close() {
        scripts.close();
    }

    @Test
    void limits_and_defaults_are_the_servers() {
        Value limits = module.getMember("LIMITS");

        assertThat(limits.getMemberKeys())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(limits.getMember(name).toString())
                        .as(name)
                        .isEqualTo(String.valueOf(Limits.class.getField(name).get(null))));
        assertThat(module.getMember("MAX_LIMIT").asInt()).isEqualTo(Page.MAX_LIMIT);
    }

    @Test
    void words_are_those_of_the_servers_enums() {
        Value words = module.getMember("WORDS");

        assertThat(words.getMemberKeys())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Scripts.strings(words.getMember(name)))
                        .as(name)
                        .isEqualTo(words(name)));
    }

    @Test
    void no_other_script_has_limits_or_words_of_its_own() throws IOException {
        assertThat(Scripts.files(Scripts.PAGE, ".js"))
                .filteredOn(file -> !file.endsWith(LIMITS))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .doesNotContainPattern("\\b(limit|least|greatest)[:=] ?\\d")
                        .doesNotContainPattern("choices: \\[('\\w+'|\\{)"));
    }

    private static List<String> words(String name) throws ClassNotFoundException {
        Class<?> type = switch (name) {
            case "Kind" -> Kind.class;
            case "Reason" -> Context.Reason.class;
            default -> Class.forName(Limits.class.getPackageName() + "." + name);
        };
        return Stream.of(type.getEnumConstants())
                .map(constant -> constant instanceof Kind kind ? kind.label() : constant.toString())
                .toList();
    }
}
