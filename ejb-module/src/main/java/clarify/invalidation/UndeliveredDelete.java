package clarify.invalidation;

import java.util.UUID;

/**
 * A delete of another bean that is not known to be delivered.
 *
 * @param key as Redis has it, with the prefix
 */
record UndeliveredDelete(UUID id, String key) {

    UndeliveredDelete(String key) {
        this(UUID.randomUUID(), key);
    }
}
