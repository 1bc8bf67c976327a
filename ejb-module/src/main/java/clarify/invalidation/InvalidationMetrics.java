package clarify.invalidation;

import clarify.cache.Freshness;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what waits in the outbox of the whole database, as this node's last poll has seen it. */
final class InvalidationMetrics {

    private InvalidationMetrics() {}

    static void register(OutboxBacklog backlog, StaleEntries staleEntries, MeterRegistry registry) {
        Gauge.builder("clarify.invalidations.pending", backlog::pending)
                .description("Invalidations that are not known to be delivered, in the whole database")
                .register(registry);
        Gauge.builder(
                        "clarify.invalidations.oldest.age",
                        () -> backlog.ageOfOldest().toMillis() / 1000.0)
                .description("How long the oldest of them has been waiting")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "clarify.invalidation.last.poll.age",
                        () -> staleEntries.sinceLastPoll().toMillis() / 1000.0)
                .description("How long ago the last poll of the outbox that was completed began, on this node")
                .baseUnit("seconds")
                .register(registry);
        for (Freshness freshness : Freshness.values()) {
            Gauge.builder("clarify.cache.freshness", () -> staleEntries.freshness() == freshness ? 1 : 0)
                    .description("1 for whether this node knows of every invalidation that did not reach Redis")
                    .tag("state", freshness.toString())
                    .register(registry);
        }
    }
}
