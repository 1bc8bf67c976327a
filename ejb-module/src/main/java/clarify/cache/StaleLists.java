package clarify.cache;

import clarify.kind.Kind;
import java.util.Set;
import java.util.UUID;

/**
 * Lists of a person that read differently now: to be invalidated, and not to be trusted until they are.
 *
 * @param id of the change that made them stale
 * @param kinds never empty
 * @param isGone whether nothing is to be left of the person, also no version
 */
public record StaleLists(UUID id, UUID userId, Set<Kind> kinds, boolean isGone) {

    public StaleLists {
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("at least one list is stale");
        }
        if (isGone && kinds.size() < Kind.values().length) {
            throw new IllegalArgumentException("all lists of a person who is gone are stale");
        }
    }

    /** Lists of a person who is still there. */
    public StaleLists(UUID id, UUID userId, Set<Kind> kinds) {
        this(id, userId, kinds, false);
    }
}
