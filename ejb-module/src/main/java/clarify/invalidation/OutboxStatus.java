package clarify.invalidation;

import java.time.Duration;
import java.util.List;

/**
 * What waits in the outbox at one moment.
 *
 * @param invalidations how many are not known to be delivered; more than {@link OutboxReport#COUNTED} are not counted
 * @param ageOfOldest how long the oldest of them has been waiting; zero if none does
 * @param oldest of them, the oldest first; at most {@link OutboxReport#SHOWN}
 * @param deletes how many deletes of other beans are not known to be delivered; of the first {@link OutboxReport#COUNTED} keys
 */
public record OutboxStatus(int invalidations, Duration ageOfOldest, List<WaitingInvalidation> oldest, int deletes) {}
