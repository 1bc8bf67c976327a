package clarify.invalidation;

import clarify.journal.JournalChanged;
import java.time.Instant;

/**
 * A change whose invalidation is not known to be delivered.
 *
 * @param since when the change was made, by the clock of the node that made it
 */
record PendingInvalidation(JournalChanged changed, Instant since) {}
