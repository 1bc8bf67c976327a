package clarify.journal;

import clarify.kind.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A person's rows were changed by the transaction that this event is fired in. It is a promise only once that
 * transaction has committed: observe it {@code AFTER_SUCCESS}.
 *
 * @param id of this change alone, random
 * @param userId whose rows
 * @param kinds the lists that may read differently now, never empty
 */
public record JournalChanged(UUID id, UUID userId, Set<Kind> kinds) {

    public JournalChanged {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userId, "userId");
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a change concerns at least one kind");
        }
    }

    /** A change that is new now. */
    public JournalChanged(UUID userId, Set<Kind> kinds) {
        this(UUID.randomUUID(), userId, kinds);
    }

    static JournalChanged of(UUID userId, Kind... kinds) {
        return new JournalChanged(userId, Set.of(kinds));
    }
}
