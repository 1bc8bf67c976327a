package clarify.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A node as it has published itself.
 *
 * @param id another one after each start
 * @param startedAt by the clock of the database
 * @param sinceSeen how long ago it has published itself; more than a few seconds: it is down, or cannot reach the database
 * @param circuit closed, open or half-open; none without a Redis
 * @param freshness fresh, overdue or blind
 * @param undeliveredInvalidations that it knows of
 * @param answering whether it is this node
 */
public record Node(
        UUID id,
        String name,
        String version,
        Instant startedAt,
        Duration sinceSeen,
        String circuit,
        String freshness,
        int undeliveredInvalidations,
        boolean answering) {}
