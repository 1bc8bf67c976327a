package clarify.journal;

/**
 * The answer to a mutation.
 *
 * @param row what was written, as a later read returns it
 * @param created whether the row is new
 * @param event for the resource to fire inside the same transaction
 */
public record MutationResult<T>(T row, boolean created, JournalChanged event) {

    static <T> MutationResult<T> created(T row, JournalChanged event) {
        return new MutationResult<>(row, true, event);
    }

    static <T> MutationResult<T> updated(T row, JournalChanged event) {
        return new MutationResult<>(row, false, event);
    }
}
