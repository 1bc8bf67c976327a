package clarify.tests;

import static java.util.stream.Collectors.toUnmodifiableSet;

import clarify.testkit.TestEnvironment;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The operations of the JAX-RS resources in the WAR that ships, such as {@code PATCH /dreams/{}}. */
final class ShippedOperations {
    private static final String CLASSES = "WEB-INF/classes/";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private ShippedOperations() {}

    /** The operations that change the journal; an administrator changes only the cache. */
    static Set<String> mutations() {
        return all().stream()
                .filter(operation -> !SAFE.contains(operation.substring(0, operation.indexOf(' '))))
                .filter(operation -> !operation.contains(" /admin/"))
                .collect(toUnmodifiableSet());
    }

    private static Set<String> all() {
        File war = TestEnvironment.file("clarify.war");
        try (var archive = new JarFile(war);
                var loader = new URLClassLoader(
                        new URL[] {
                            URI.create("jar:" + war.toURI() + "!/" + CLASSES).toURL()
                        },
                        ShippedOperations.class.getClassLoader())) {
            return archive.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(CLASSES) && name.endsWith(".class"))
                    .map(name -> load(name, loader))
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .flatMap(ShippedOperations::operations)
                    .collect(toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String file, ClassLoader loader) {
        String name = file.substring(CLASSES.length(), file.length() - ".class".length());
        try {
            return Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> operations(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .flatMap(method -> httpMethods(method)
                        .map(name -> name + " " + path(resource) + path(method))
                        .map(ShippedOperations::withoutNames));
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value);
    }

    private static String path(AnnotatedElement annotated) {
        Path path = annotated.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }

    /** An operation whose path parameters have no names. */
    static String withoutNames(String operation) {
        return operation.replaceAll("\\{\\w+}", "{}");
    }
}
