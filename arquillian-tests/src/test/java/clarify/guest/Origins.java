package clarify.guest;

import clarify.cache.CacheBean;
import clarify.health.HealthState;
import java.security.CodeSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where classes come from that the WAR, the EJB jar and the libraries use. */
public final class Origins {
    private static final List<ClassLoader> LOADERS = Stream.of(GuestServlet.class, CacheBean.class, HealthState.class)
            .map(Class::getClassLoader)
            .distinct()
            .toList();

    private Origins() {}

    /**
     * The places and versions of one class of each package, each once, a line each. Classes that need others that are not
     * there are left out.
     */
    static String of(Stream<String> classes) {
        Collection<List<String>> packages =
                classes.collect(Collectors.groupingBy(Origins::packageOf)).values();
        return LOADERS.stream()
                .flatMap(loader -> packages.stream().flatMap(names -> first(names, loader).stream()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), places -> String.join("\n", places)));
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Optional<String> first(List<String> names, ClassLoader loader) {
        return names.stream()
                .map(name -> origin(name, loader))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> origin(String name, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(name, false, loader);
            return Optional.of(place(found) + " " + found.getPackage().getImplementationVersion());
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static String place(Class<?> found) {
        CodeSource source = found.getProtectionDomain().getCodeSource();
        return source == null ? "the JDK" : source.getLocation().toString().replaceFirst("/$", "");
    }
}
