package clarify.journal;

import java.time.Instant;

/**
 * A change that may still stand in a cache as it was before.
 *
 * @param since when the change was made, by the clock of the node that made it
 */
public record PendingInvalidation(JournalChanged changed, Instant since) {}
