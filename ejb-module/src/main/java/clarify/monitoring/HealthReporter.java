package clarify.monitoring;

import clarify.cache.BypassPolicy;
import clarify.health.HealthSnapshot;
import clarify.health.HealthState;
import clarify.invalidation.OutboxBacklog;
import clarify.journal.Database;
import clarify.journal.DatabaseProbe;
import clarify.journal.MigrationGate;
import clarify.nodes.Drain;
import clarify.redis.CircuitRecord;
import clarify.redis.HistoryState;
import clarify.redis.Redis;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Reports the health of the node, from the moment when the tables are up to date. It comes after all other startup beans: of
 * an application that has failed to start nothing is reported. What it reports it reads from plain objects: WildFly lets a
 * call of an EJB wait for ever when the application has failed.
 *
 * <p>The poller comes after the migrations. Payara takes it for a cycle when both are named.
 */
@Startup
@Singleton
@DependsOn({"CacheBean", "CircuitProbe", "ContextStartup", "ExpiredIdempotencyKeys", "NodePublisher", "OutboxPoller"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HealthReporter {

    private final MigrationGate gate;
    private final Database database;
    private final Redis redis;
    private final BypassPolicy policy;
    private final OutboxBacklog backlog;
    private final Drain drain;

    /** The servers ask for health outside of every application. Payara would not run there what is meant for other threads. */
    @Resource
    @SuppressWarnings("NullAway.Init")
    ContextService context;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public HealthReporter() {
        this(null, null, null, null, null, null);
    }

    @Inject
    HealthReporter(
            MigrationGate gate,
            Database database,
            Redis redis,
            BypassPolicy policy,
            OutboxBacklog backlog,
            Drain drain) {
        this.gate = gate;
        this.database = database;
        this.redis = redis;
        this.policy = policy;
        this.backlog = backlog;
        this.drain = drain;
    }

    @PostConstruct
    void start() {
        DatabaseProbe probe = database.probe();
        Supplier<HealthSnapshot> snapshots = context.contextualSupplier(() -> snapshot(probe));
        gate.whenOpen(version -> HealthState.started(snapshots));
    }

    @PreDestroy
    void stop() {
        HealthState.ended();
    }

    private HealthSnapshot snapshot(DatabaseProbe probe) {
        boolean reachable = probe.isReachable();
        CircuitRecord.Snapshot circuit = redis.circuit();
        return new HealthSnapshot(
                reachable,
                drain.isWanted(),
                redis(redis.isConfigured(), redis.hasAnswered() && redis.knowsTheWay(), redis.history(), circuit),
                circuit.state().toString(),
                policy.freshness().toString(),
                backlog.pending());
    }

    /**
     * Of a Redis that has not answered yet nobody knows that it is there, and of one that does not tell its history nothing
     * counts.
     */
    static String redis(boolean configured, boolean answered, HistoryState history, CircuitRecord.Snapshot circuit) {
        if (!configured) {
            return "none";
        }
        boolean well = circuit.state() == CircuitRecord.State.CLOSED && circuit.consecutiveFailures() == 0;
        return answered && well && history != HistoryState.UNKNOWN ? "ok" : "degraded";
    }
}
