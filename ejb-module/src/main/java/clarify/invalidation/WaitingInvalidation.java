package clarify.invalidation;

import clarify.kind.Kind;
import clarify.time.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An invalidation that is not known to be delivered.
 *
 * @param since when the change was made, by the clock of the node that made it
 * @param age by the clock of the database
 */
public record WaitingInvalidation(UUID id, UUID userId, List<Kind> kinds, Instant since, Duration age) {

    static WaitingInvalidation of(PendingInvalidation pending, Instant now) {
        return new WaitingInvalidation(
                pending.changed().id(),
                pending.changed().userId(),
                pending.changed().kinds().stream().sorted().toList(),
                pending.since(),
                Ages.between(pending.since(), now));
    }
}
