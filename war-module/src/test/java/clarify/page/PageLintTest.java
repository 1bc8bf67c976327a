package clarify.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** JSHint, set up in {@code .jshintrc}, finds nothing in the scripts of the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLintTest {

    private final Scripts scripts = new Scripts();
    private final Value lint;
    private final String configuration;

    PageLintTest() throws IOException {
        scripts.loadWebJar("jshint", "dist/jshint.js");
        scripts.loadWebJar("acorn", "dist/acorn.js");
        lint = scripts.module("export { lint } from './lint.js';").getMember("lint");
        configuration = Files.readString(Path.of(".jshintrc"));
    }

    @AfterAll
    void close() {
        scripts.close();
    }

    static Stream<Path> scripts() throws IOException {
        return Scripts.files(Scripts.PAGE, ".js").stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void nothing_is_found_in(Path script) throws IOException {
        assertThat(findings(Files.readString(script))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
                    const left = 1;                                             | 'left' is defined but never used
                    import { el } from './dom.js';                              | 'el' is defined but never used
                    export const f = (x, y) => x;                               | 'y' is defined but never used
                    export const f = () => { const { x, y } = f(); return x; }; | 'y' is defined but never used
                    function f() { return 1; }                                  | 'f' is defined but never used
                    export const f = () => somewhere;                           | 'somewhere' is not defined
                    export const f = x => x == 1;                               | Expected '===' and instead saw '=='
                    export const f = x => x != 1;                               | Expected '!==' and instead saw '!='
                    export const f = x => { switch (x) { case 'a': return 1; case 'a': return 2; } }; | Duplicate case 'a'
                    export const f = { a: 1, a: 2 };                            | Duplicate key 'a'
                    export const f = x => { if (x = 1) { return x; } };         | saw an assignment
                    export const f = x => { if (x) return 1; };                 | Expected '{'
                    export const f = x => { x(); return 1; x(); };              | Unreachable 'x' after 'return'
                    export const f = x => { { const x = 1; return x; } };       | 'x' is already defined
                    const c = 1; c = 2;                                         | Attempting to override 'c' which is a constant
                    """)
    void the_lint_finds(String text, String finding) {
        assertThat(findings(text)).anyMatch(found -> found.contains(finding));
    }

    @Test
    void the_lint_finds_nothing_where_nothing_is_wrong() {
        assertThat(findings("export const f = (x, y) => x?.z ?? y;\n")).isEmpty();
    }

    private List<String> findings(String text) {
        return Scripts.strings(lint.execute(text, configuration));
    }
}
