package clarify.invalidation;

import clarify.cache.ListCache;
import clarify.cache.StaleLists;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
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
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The relay of the outbox: delivers the invalidations that could not be delivered before, those of this node and those of
 * nodes that are gone. Until they are, this node bypasses their lists.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxPoller {

    /** Rows that are read, delivered in one round trip and removed at once. With more than that, every list is bypassed. */
    static final int BATCH = 500;

    private static final Logger LOG = Logger.getLogger(OutboxPoller.class.getName());

    private final ListCache cache;
    private final StaleEntries staleEntries;
    private final Outbox outbox;
    private final OutboxBacklog backlog;
    private final MetricsRegistry metrics;

    @Resource
    ManagedScheduledExecutorService threads;

    private boolean failing;
    private @Nullable Future<?> polling;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public OutboxPoller() {
        this(null, null, null, null, null);
    }

    @Inject
    OutboxPoller(
            ListCache cache, StaleEntries staleEntries, Outbox outbox, OutboxBacklog backlog, MetricsRegistry metrics) {
        this.cache = cache;
        this.staleEntries = staleEntries;
        this.outbox = outbox;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        InvalidationMetrics.register(backlog, metrics.registry());
        InvalidationSettings settings = InvalidationSettings.read(Settings.ofApplication());
        if (cache.isConfigured()) {
            polling = threads.scheduleWithFixedDelay(
                    this::pollAndLog, 0, settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (polling != null) {
            polling.cancel(false);
        }
    }

    /** Never throws: that would end the schedule, silently and for good. */
    private void pollAndLog() {
        try {
            poll();
            if (failing) {
                LOG.info("Invalidations are polled again");
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            if (!failing) {
                LOG.log(Level.WARNING, "Invalidations cannot be polled; tried again until they can", e);
            }
            failing = true;
        }
    }

    /** Between two reads at most one deadline of Redis passes, however many rows there are. */
    void poll() {
        boolean all;
        boolean delivered;
        do {
            long began = staleEntries.pollBegins();
            List<PendingInvalidation> rows = outbox.oldest(BATCH + 1);
            all = rows.size() <= BATCH;
            List<StaleLists> found = rows.stream()
                    .map(row -> CacheInvalidator.stale(row.changed()))
                    .toList();
            staleEntries.pollEnded(began, found, all);
            int batch = Math.min(BATCH, found.size());
            delivered = deliver(found.subList(0, batch));
            backlog.left(delivered ? rows.subList(batch, rows.size()) : rows, all);
        } while (delivered && !all);
    }

    private boolean deliver(List<StaleLists> stale) {
        if (!cache.invalidate(stale)) {
            return false;
        }
        if (!stale.isEmpty()) {
            List<UUID> ids = stale.stream().map(StaleLists::id).toList();
            outbox.remove(ids);
            staleEntries.remove(ids);
        }
        return true;
    }
}
