package clarify.invalidation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows what waits in the outbox of the whole database, as this node's last poll has seen it. */
final class InvalidationMetrics {

    private InvalidationMetrics() {}

    static void register(OutboxBacklog backlog, MeterRegistry registry) {
        Gauge.builder("clarify.invalidations.pending", backlog::pending)
                .description("Invalidations that are not known to be delivered, in the whole database")
                .register(registry);
        Gauge.builder(
                        "clarify.invalidations.oldest.age",
                        () -> backlog.ageOfOldest().toMillis() / 1000.0)
                .description("How long the oldest of them has been waiting")
                .baseUnit("seconds")
                .register(registry);
    }
}
