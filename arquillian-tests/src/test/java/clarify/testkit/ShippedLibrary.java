package clarify.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A jar in the library directory of the shipped artifact.
 *
 * @param file such as {@code jackson-core.jar}
 * @param version what its manifest says, if anything
 */
public record ShippedLibrary(String file, @Nullable String version, List<String> classes) {

    static ShippedLibrary read(String file, InputStream content) {
        try (var jar = new JarInputStream(content)) {
            List<String> classes = new ArrayList<>();
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                classOf(entry.getName()).ifPresent(classes::add);
            }
            return new ShippedLibrary(file, version(jar.getManifest()), List.copyOf(classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String version(@Nullable Manifest manifest) {
        return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }

    private static Optional<String> classOf(String entry) {
        return Optional.of(entry)
                .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'));
    }
}
