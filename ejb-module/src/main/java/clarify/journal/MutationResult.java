package clarify.journal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.enterprise.event.Event;

/**
 * What a mutation has written, and the event that tells of it. The only way to the row is to fire the event, so that no
 * caller can forget it; ignoring the result does not compile.
 */
public final class MutationResult<T> {

    private final T row;
    private final boolean created;
    private final JournalChanged event;

    private MutationResult(T row, boolean created, JournalChanged event) {
        this.row = row;
        this.created = created;
        this.event = event;
    }

    static <T> MutationResult<T> created(T row, JournalChanged event) {
        return new MutationResult<>(row, true, event);
    }

    static <T> MutationResult<T> updated(T row, JournalChanged event) {
        return new MutationResult<>(row, false, event);
    }

    /** Whether the row is new. */
    public boolean isCreated() {
        return created;
    }

    /**
     * Fires the event. To be called in the transaction of the mutation.
     *
     * @return what was written, as a later read returns it; the id of what was deleted
     */
    @CanIgnoreReturnValue
    public T fire(Event<JournalChanged> events) {
        events.fire(event);
        return row;
    }
}
