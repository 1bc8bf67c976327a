package clarify.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code index.html} names every script that the page imports: they are loaded at once, and not each after the one that imports it. */
class PagePreloadTest {

    private static final Pattern PRELOADED = Pattern.compile("<link rel=\"modulepreload\" href=\"page/([^\"]+)\">");
    private static final Pattern STARTED = Pattern.compile("<script type=\"module\" src=\"page/([^\"]+)\">");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");

    @Test
    void every_imported_script_is_preloaded_and_no_other() throws IOException {
        String page = Files.readString(Scripts.PAGE.resolve("index.html"));
        Set<String> imported = new TreeSet<>();
        for (String script : found(STARTED, page)) {
            addImportsOf(script, imported);
        }

        assertThat(found(PRELOADED, page)).containsExactlyElementsOf(imported);
    }

    @Test
    void every_script_is_imported() throws IOException {
        String page = Files.readString(Scripts.PAGE.resolve("index.html"));
        Set<String> used = new TreeSet<>(found(STARTED, page));
        for (String script : List.copyOf(used)) {
            addImportsOf(script, used);
        }

        assertThat(Scripts.files(Scripts.PAGE, ".js"))
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactlyElementsOf(used);
    }

    private static void addImportsOf(String script, Set<String> imported) throws IOException {
        for (String each : found(IMPORTED, Files.readString(Scripts.PAGE.resolve(script)))) {
            if (imported.add(each)) {
                addImportsOf(each, imported);
            }
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
