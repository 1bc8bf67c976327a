package clarify.journal;

import clarify.kind.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Rows of a user were changed by the transaction that this event is fired in. The change is final only when that
 * transaction has been committed: observe the event {@code AFTER_SUCCESS}.
 *
 * @param id random, unique to this change
 * @param userId the user whose rows were changed
 * @param kinds the lists that the change may affect, never empty
 * @param isGone whether the user was deleted, with every row
 */
public record JournalChanged(UUID id, UUID userId, Set<Kind> kinds, boolean isGone) {

    public JournalChanged {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userId, "userId");
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a change concerns at least one kind");
        }
    }

    /** A new change. */
    public JournalChanged(UUID userId, Set<Kind> kinds) {
        this(UUID.randomUUID(), userId, kinds, false);
    }

    static JournalChanged gone(UUID userId) {
        return new JournalChanged(UUID.randomUUID(), userId, Set.of(Kind.values()), true);
    }

    static JournalChanged of(UUID userId, Kind... kinds) {
        return new JournalChanged(userId, Set.of(kinds));
    }
}
