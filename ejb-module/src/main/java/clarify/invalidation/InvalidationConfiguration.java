package clarify.invalidation;

import clarify.cache.DeleteOutbox;
import clarify.concurrent.ServerExecutor;
import clarify.journal.Database;
import clarify.redis.Redis;
import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the beans of the invalidation. */
@ApplicationScoped
class InvalidationConfiguration {

    private static InvalidationSettings settings() {
        return InvalidationSettings.read(Settings.ofApplication());
    }

    @Produces
    @Singleton
    StaleEntries staleEntries(Redis redis) {
        return new StaleEntries(
                redis.isConfigured() ? new Lease(settings().lease(), System::nanoTime) : Lease.endless());
    }

    @Produces
    @Singleton
    UndeliveredRows undeliveredRows() {
        return new UndeliveredRows();
    }

    @Produces
    @Singleton
    OutboxTable table(Database database, UndeliveredRows rows, StaleEntries staleEntries) {
        return new JdbcOutboxTable(database, rows, settings().accessLimit(), () -> staleEntries.pollFailed(true));
    }

    @Produces
    @Singleton
    DeleteOutbox deletes(OutboxTable table, ServerExecutor executor) {
        return new JdbcDeleteOutbox(table, executor, settings().deleteLimit());
    }

    @Produces
    @Singleton
    OutboxCleaner cleaner(OutboxTable table, ServerExecutor executor) {
        return new OutboxCleaner(table, executor);
    }

    @Produces
    @Singleton
    OutboxBacklog backlog(OutboxTable table, Clock clock) {
        return new OutboxBacklog(table, clock);
    }

    @Produces
    @Singleton
    OutboxReport report(Database database, UndeliveredRows rows) {
        return new OutboxReport(database, rows);
    }
}
