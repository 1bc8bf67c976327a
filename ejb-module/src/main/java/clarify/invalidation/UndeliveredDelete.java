package clarify.invalidation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A delete of another bean that is not known to be delivered.
 *
 * @param keys as Redis has them, with the prefix; to be delivered in one command
 */
record UndeliveredDelete(UUID id, List<String> keys) {

    UndeliveredDelete {
        keys = List.copyOf(keys);
    }

    UndeliveredDelete(Collection<String> keys) {
        this(UUID.randomUUID(), List.copyOf(keys));
    }
}
