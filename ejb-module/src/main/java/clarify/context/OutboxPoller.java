package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.StaleEntries;
import clarify.cache.StaleLists;
import clarify.journal.Outbox;
import clarify.journal.PendingInvalidation;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the invalidations that could not be: those of this node, and those of nodes that are gone. Until they are, this
 * node distrusts their lists. It is also the background try of the circuit.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxPoller {

    /** Rows that are read, delivered in one round trip and removed at once. With more than that, no list is trusted. */
    static final int BATCH = 500;

    private static final Logger LOG = Logger.getLogger(OutboxPoller.class.getName());

    @Resource
    ManagedScheduledExecutorService threads;

    @Inject
    CacheBean cache;

    @Inject
    StaleEntries marks;

    @Inject
    Outbox invalidations;

    @Inject
    ContextSettingsHolder settings;

    @Inject
    OutboxBacklog backlog;

    @Inject
    ContextMetrics figures;

    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean failing;
    private @Nullable Future<?> ticking;

    @PostConstruct
    void start() {
        figures.show();
        if (cache.isConfigured()) {
            long interval = settings.get().invalidationPoll().toMillis();
            ticking = threads.scheduleAtFixedRate(this::tick, 0, interval, TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    /** On two threads, so that a database that does not answer cannot keep the circuit open. */
    private void tick() {
        try {
            cache.tryRedisAgain();
            if (reading.compareAndSet(false, true)) {
                threads.execute(this::pollAndTell);
            }
        } catch (RuntimeException e) {
            reading.set(false);
            LOG.log(Level.WARNING, "The poll of invalidations could not begin; the next one follows", e);
        }
    }

    private void pollAndTell() {
        try {
            poll();
            if (failing) {
                LOG.info("Invalidations are polled again");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "Invalidations cannot be polled; tried again until they can", e);
            }
            failing = true;
        } finally {
            reading.set(false);
        }
    }

    /** Between two reads at most one deadline of Redis passes, however many rows there are. */
    void poll() {
        boolean all;
        boolean delivered;
        do {
            long began = marks.readBegins();
            List<PendingInvalidation> rows = invalidations.oldest(BATCH + 1);
            all = rows.size() <= BATCH;
            List<StaleLists> found = rows.stream()
                    .map(row -> CacheInvalidator.stale(row.changed()))
                    .toList();
            marks.found(began, found, all);
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
            var ids = stale.stream().map(StaleLists::id).toList();
            invalidations.remove(ids);
            marks.lift(ids);
        }
        return true;
    }
}
