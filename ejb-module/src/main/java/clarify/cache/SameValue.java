package clarify.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values say the same: by their {@code equals}, or, where that compares identities only (an array, a record
 * that holds one, a class without an {@code equals}), part by part.
 */
final class SameValue {

    private SameValue() {}

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (Objects.equals(one, other)) {
            return true;
        }
        if (one == null || other == null) {
            return false;
        }
        if (one instanceof List<?> list && other instanceof List<?> others) {
            return sameElements(list, others);
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
            return sameEntries(map, others);
        }
        if (one instanceof Optional<?> optional && other instanceof Optional<?> another) {
            return same(optional.orElse(null), another.orElse(null));
        }
        return one.getClass() == other.getClass() && sameParts(one, other);
    }

    private static boolean sameElements(List<?> list, List<?> others) {
        if (list.size() != others.size()) {
            return false;
        }
        Iterator<?> other = others.iterator();
        return list.stream().allMatch(element -> same(element, other.next()));
    }

    private static boolean sameEntries(Map<?, ?> map, Map<?, ?> others) {
        return map.keySet().equals(others.keySet())
                && map.entrySet().stream().allMatch(entry -> same(entry.getValue(), others.get(entry.getKey())));
    }

    private static boolean sameParts(Object one, Object other) {
        Class<?> type = one.getClass();
        if (type.isArray()) {
            return sameElements(elements(one), elements(other));
        }
        try {
            if (type.isRecord()) {
                return sameComponents(type, one, other);
            }
            return hasNoEquals(type) && sameFields(type, one, other);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false; // parts that nobody may see
        }
    }

    private static List<?> elements(Object array) {
        Object[] boxed = new Object[Array.getLength(array)];
        Arrays.setAll(boxed, i -> Array.get(array, i));
        return Arrays.asList(boxed);
    }

    private static boolean sameComponents(Class<?> type, Object one, Object other) throws ReflectiveOperationException {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            if (!same(accessor.invoke(one), accessor.invoke(other))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoEquals(Class<?> type) throws NoSuchMethodException {
        return type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
    }

    private static boolean sameFields(Class<?> type, Object one, Object other) throws ReflectiveOperationException {
        if (type.getDeclaredFields().length == 0 && type.getSuperclass() == Object.class) {
            return false; // nothing says what it is
        }
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!isPart(field)) {
                    continue;
                }
                field.setAccessible(true);
                if (!same(field.get(one), field.get(other))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isPart(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
    }
}
