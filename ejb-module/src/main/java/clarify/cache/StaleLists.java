package clarify.cache;

import clarify.kind.Kind;
import java.util.Set;
import java.util.UUID;

/**
 * Lists of a person that read differently now: to be invalidated, and not to be trusted until they are.
 *
 * @param id of the change that made them stale
 * @param kinds never empty
 */
public record StaleLists(UUID id, UUID userId, Set<Kind> kinds) {

    public StaleLists {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("at least one list is stale");
        }
    }
}
