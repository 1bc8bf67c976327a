package clarify.monitoring;

import clarify.cache.CacheBean;
import clarify.cache.CacheStatus;
import clarify.health.HealthSnapshot;
import clarify.health.HealthState;
import clarify.invalidation.OutboxBacklog;
import clarify.journal.Database;
import clarify.journal.MigrationGate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Reports the health of the node, from the moment when the tables are up to date. */
@Startup
@Singleton
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HealthReporter {

    private final MigrationGate gate;
    private final Database database;
    private final CacheBean cache;
    private final OutboxBacklog backlog;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public HealthReporter() {
        this(null, null, null, null);
    }

    @Inject
    HealthReporter(MigrationGate gate, Database database, CacheBean cache, OutboxBacklog backlog) {
        this.gate = gate;
        this.database = database;
        this.cache = cache;
        this.backlog = backlog;
    }

    @PostConstruct
    void start() {
        gate.whenOpen(
                () -> HealthState.started(() -> snapshot(database.isReachable(), cache.status(), backlog.pending())));
    }

    @PreDestroy
    void stop() {
        HealthState.ended();
    }

    static HealthSnapshot snapshot(boolean database, CacheStatus cache, long pendingInvalidations) {
        return new HealthSnapshot(
                database, redis(cache), cache.state(), cache.freshness().toString(), pendingInvalidations);
    }

    private static String redis(CacheStatus cache) {
        if (!cache.configured()) {
            return "none";
        }
        return cache.state().equals("closed") && cache.consecutiveFailures() == 0 ? "ok" : "degraded";
    }
}
