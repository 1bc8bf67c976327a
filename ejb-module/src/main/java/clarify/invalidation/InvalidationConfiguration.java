package clarify.invalidation;

import clarify.concurrent.ServerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the beans of the invalidation. */
@ApplicationScoped
class InvalidationConfiguration {

    @Produces
    @Singleton
    StaleEntries staleEntries() {
        return new StaleEntries();
    }

    @Produces
    @Singleton
    OutboxCleaner cleaner(Outbox outbox, ServerExecutor executor) {
        return new OutboxCleaner(outbox, executor);
    }

    @Produces
    @Singleton
    OutboxBacklog backlog(Outbox outbox, Clock clock) {
        return new OutboxBacklog(outbox, clock);
    }
}
