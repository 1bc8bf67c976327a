package clarify.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.TypeLiteral;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** JavaScript in an engine of its own, which reads modules from files. */
final class Scripts implements AutoCloseable {

    static final Path PAGE = Path.of("src/main/webapp/page");
    static final Path TESTS = Path.of("src/test/javascript");

    /** Keeps parsed files, nothing else, from one context to the next. */
    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();

    private final Context context = Context.newBuilder("js")
            .engine(ENGINE)
            .allowIO(IOAccess.ALL)
            .allowExperimentalOptions(true)
            .option("js.esm-eval-returns-exports", "true")
            .option("js.unhandled-rejections", "throw")
            .timeZone(ZoneOffset.UTC)
            .build();

    /** The files of a directory whose name ends like that, in the order of their names. */
    static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a script of a WebJar in the global scope. */
    void loadWebJar(String name, String script) {
        var pom = new Properties();
        try (InputStream properties = resource("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            pom.load(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = "/META-INF/resources/webjars/" + name + "/" + pom.getProperty("version") + "/" + script;
        try (InputStream text = resource(path)) {
            context.eval(Source.create("js", new String(text.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exports of a module that consists of these lines; what they import is looked up in the directory of the tests. */
    Value module(String... lines) {
        String text = String.join("\n", lines).replace("'./", "'" + TESTS.toAbsolutePath() + "/");
        return context.eval(Source.newBuilder("js", text, "module.mjs").buildLiteral());
    }

    static List<String> strings(Value array) {
        return List.copyOf(array.as(new TypeLiteral<List<String>>() {}));
    }

    @Override
    public void close() {
        context.close();
    }

    private static InputStream resource(String path) {
        return Objects.requireNonNull(Scripts.class.getResourceAsStream(path), path);
    }
}
