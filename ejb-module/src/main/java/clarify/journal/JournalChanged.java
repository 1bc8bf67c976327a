package clarify.journal;

import clarify.kind.Kind;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A person's rows were changed by the transaction that this event is fired in. It is a promise only once that
 * transaction has committed: observe it {@code AFTER_SUCCESS}.
 *
 * @param userId whose rows
 * @param kinds the lists that may read differently now, never empty
 */
public record JournalChanged(UUID userId, Set<Kind> kinds) {

    public JournalChanged {
        Objects.requireNonNull(userId, "userId");
        kinds = Set.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a change concerns at least one kind");
        }
    }

    static JournalChanged of(UUID userId, Kind... kinds) {
        return new JournalChanged(userId, Set.of(kinds));
    }
}
