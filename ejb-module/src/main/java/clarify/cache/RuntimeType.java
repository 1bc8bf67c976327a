package clarify.cache;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The type to read a value back with where nobody has said one. A value knows its class, but not the {@code <Price>} of
 * its {@code List<Price>}: that is found from what is in it.
 */
final class RuntimeType {

    private static final TypeFactory TYPES = TypeFactory.defaultInstance();

    private RuntimeType() {}

    static JavaType of(Object value) {
        return ofAll(List.of(value));
    }

    /** One type for all of them; that of any object where they have none in common. */
    private static JavaType ofAll(Collection<?> values) {
        List<?> present = values.stream().filter(Objects::nonNull).toList();
        if (present.isEmpty()) {
            return TypeFactory.unknownType();
        }
        if (all(List.class, present)) {
            return TYPES.constructCollectionType(List.class, ofAll(elements(present)));
        }
        if (all(Set.class, present)) {
            return TYPES.constructCollectionType(Set.class, ofAll(elements(present)));
        }
        if (all(Map.class, present)) {
            JavaType key =
                    ofAll(maps(present).flatMap(map -> map.keySet().stream()).toList());
            JavaType content = ofAll(maps(present)
                    .flatMap(map -> map.values().stream())
                    .filter(Objects::nonNull)
                    .toList());
            return TYPES.constructMapType(Map.class, key, content);
        }
        if (all(Optional.class, present)) {
            return TYPES.constructReferenceType(
                    Optional.class,
                    ofAll(present.stream()
                            .flatMap(each -> ((Optional<?>) each).stream())
                            .toList()));
        }
        List<Class<?>> classes =
                present.stream().<Class<?>>map(RuntimeType::classOf).distinct().toList();
        return classes.size() == 1 ? TYPES.constructType(classes.get(0)) : TypeFactory.unknownType();
    }

    private static boolean all(Class<?> type, List<?> values) {
        return values.stream().allMatch(type::isInstance);
    }

    private static List<?> elements(List<?> collections) {
        return collections.stream()
                .flatMap(each -> ((Collection<?>) each).stream())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Stream<Map<?, ?>> maps(List<?> values) {
        return values.stream().map(each -> (Map<?, ?>) each);
    }

    /** A constant with a body of its own has a class of its own. */
    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }
}
