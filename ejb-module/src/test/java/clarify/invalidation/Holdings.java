package clarify.invalidation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** How much there is in every map, collection and semaphore that an object of this project holds, itself or through others. */
final class Holdings {

    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Holdings() {}

    /** @return by class and field, for all objects of the class together; what is empty is not there */
    static Map<String, Integer> of(Object root) {
        Holdings holdings = new Holdings();
        holdings.visit(root);
        holdings.sizes.values().removeIf(size -> size == 0);
        return holdings.sizes;
    }

    private void visit(Object object) {
        Class<?> type = object.getClass();
        if (!type.getName().startsWith("clarify.") || type.isHidden() || type.isEnum() || !seen.add(object)) {
            return;
        }
        for (Class<?> each = type; each.getName().startsWith("clarify."); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    valueOf(field, object).ifPresent(value -> add(field, value));
                }
            }
        }
    }

    private static Optional<Object> valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(object));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Field field, Object value) {
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        if (value instanceof Map<?, ?> map) {
            add(name, map.size(), Map.copyOf(map).values());
        } else if (value instanceof Collection<?> collection) {
            add(name, collection.size(), Set.copyOf(collection));
        } else if (value instanceof Semaphore semaphore) {
            sizes.merge(name, semaphore.availablePermits(), Integer::sum);
        } else {
            visit(value);
        }
    }

    private void add(String name, int size, Collection<?> elements) {
        sizes.merge(name, size, Integer::sum);
        elements.forEach(this::visit);
    }
}
