package clarify.invalidation;

import clarify.invalidation.ObjectGraph.Held;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** How much there is in every map, collection and semaphore that an object of this project holds, itself or through others. */
final class Holdings {

    private Holdings() {}

    /** @return by class and field, for all objects of the class together; what is empty is not there */
    static Map<String, Integer> of(Object root) {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Held held : ObjectGraph.from(root)) {
            int size = size(held.value());
            if (size > 0) {
                sizes.merge(held.name(), size, Integer::sum);
            }
        }
        return sizes;
    }

    private static int size(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        return value instanceof Semaphore semaphore ? semaphore.availablePermits() : 0;
    }
}
