package clarify.invalidation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the objects of this project hold, themselves or through others, maps and collections. */
final class ObjectGraph {

    /** A field of one object that has a value. */
    record Held(Field field, Object value) {

        String name() {
            return field.getDeclaringClass().getSimpleName() + "." + field.getName();
        }
    }

    private final List<Held> held = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ObjectGraph() {}

    /** @return each field of each object once */
    static List<Held> from(Object root) {
        ObjectGraph graph = new ObjectGraph();
        graph.visit(root);
        return graph.held;
    }

    /** Whether its fields are looked at. */
    static boolean isOurs(Object object) {
        Class<?> type = object.getClass();
        return type.getName().startsWith("clarify.") && !type.isHidden() && !type.isEnum();
    }

    private void visit(Object object) {
        if (!isOurs(object) || !seen.add(object)) {
            return;
        }
        Class<?> type = object.getClass();
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
        held.add(new Held(field, value));
        if (value instanceof Map<?, ?> map) {
            Map.copyOf(map).values().forEach(this::visit);
        } else if (value instanceof Collection<?> collection) {
            Set.copyOf(collection).forEach(this::visit);
        } else {
            visit(value);
        }
    }
}
