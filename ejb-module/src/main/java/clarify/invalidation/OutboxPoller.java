package clarify.invalidation;

import clarify.cache.ListCache;
import clarify.cache.StaleLists;
import clarify.cache.ValueDeletes;
import clarify.journal.Database;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The relay of the outbox: delivers the invalidations that could not be delivered before, those of this node and those of
 * nodes that are gone, and the deletes of other beans. Until they are, this node bypasses their lists and values. Each
 * completed poll renews the {@link Lease}. Has a thread of its own, so that nothing else can keep it from polling.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxPoller {

    /** Rows that are delivered in one round trip and removed at once. With more than what was read, every list is bypassed. */
    static final int BATCH = 500;

    /** Rows that are read while nothing more can be delivered: a long backlog then concerns its own lists alone. */
    static final int MOST = StaleEntries.LIMIT;

    private final ListCache cache;
    private final ValueDeletes deletes;
    private final StaleEntries staleEntries;
    private final OutboxTable table;
    private final OutboxBacklog backlog;
    private final MetricsRegistry metrics;
    private final PollReport report = new PollReport();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Resource
    ManagedThreadFactory threads;

    /** Whether the last delivery was not complete. */
    private boolean stuck;

    /** Whether deletes are delivered in the next round, should there be invalidations as well. */
    private boolean deletesNext;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public OutboxPoller() {
        this(null, null, null, null, null, null);
    }

    @Inject
    OutboxPoller(
            ListCache cache,
            ValueDeletes deletes,
            StaleEntries staleEntries,
            OutboxTable table,
            OutboxBacklog backlog,
            MetricsRegistry metrics) {
        this.cache = cache;
        this.deletes = deletes;
        this.staleEntries = staleEntries;
        this.table = table;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        InvalidationMetrics.register(backlog, staleEntries, metrics.registry());
        Duration interval = InvalidationSettings.read(Settings.ofApplication()).poll();
        if (cache.isConfigured()) {
            threads.newThread(() -> pollUntilStopped(interval)).start();
        }
    }

    /** A poll that is under way is not interrupted: that would close the file of an embedded database. */
    @PreDestroy
    void stop() {
        stopping.countDown();
    }

    private void pollUntilStopped(Duration interval) {
        try {
            do {
                if (pollAndLog()) {
                    pollAndLog(); // the connection may have been a dead one
                }
            } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Never throws: that would end the polling, silently and for good.
     *
     * @return whether this was the first failure in a row
     */
    @CanIgnoreReturnValue
    boolean pollAndLog() {
        Throwable failure = failureOfPoll();
        try {
            if (failure != null) {
                return report.failed(failure);
            }
            report.succeeded();
        } catch (RuntimeException | Error e) {
            // as long as there is no memory for a record, there is none for this one either
        }
        return false;
    }

    private @Nullable Throwable failureOfPoll() {
        try {
            poll();
            return null;
        } catch (SQLException | RuntimeException | Error e) {
            staleEntries.pollFailed(e instanceof SQLException failure && Database.isUnreachable(failure));
            return e;
        }
    }

    /** Between two reads at most one deadline of Redis passes, however many rows there are. */
    void poll() throws SQLException {
        boolean goOn = true;
        while (goOn) {
            int most = stuck ? MOST : BATCH;
            var read = table.oldest(most + 1, BATCH + 1, staleEntries::pollBegins);
            Set<String> keys = keysOf(read.deletes());
            deletes.remember(keys); // before the lease is renewed
            staleEntries.deletesUnknown(!read.allDeletes());
            List<PendingInvalidation> rows = read.invalidations();
            boolean all = rows.size() <= most;
            List<StaleLists> found = rows.stream()
                    .map(row -> CacheInvalidator.stale(row.changed()))
                    .toList();
            staleEntries.pollEnded(read.begun(), found, all);
            deletesNext = found.isEmpty() || (deletesNext && !read.deletes().isEmpty());
            if (deletesNext) {
                backlog.left(rows, all);
                goOn = deliver(read.deletes(), keys) && !(rows.isEmpty() && read.allDeletes());
            } else {
                int batch = Math.min(BATCH, found.size());
                boolean delivered = deliver(found.subList(0, batch));
                stuck = !delivered;
                backlog.left(delivered ? rows.subList(batch, rows.size()) : rows, all);
                goOn = delivered
                        && !(all && batch == found.size() && read.deletes().isEmpty());
            }
            deletesNext = !deletesNext;
        }
    }

    private static Set<String> keysOf(List<UndeliveredDelete> found) {
        return found.stream().flatMap(delete -> delete.keys().stream()).collect(Collectors.toSet());
    }

    private boolean deliver(List<UndeliveredDelete> found, Set<String> keys) throws SQLException {
        if (!deletes.deliver(keys)) {
            return false;
        }
        table.removeDeletes(found);
        return true;
    }

    /** What could be delivered is, although a master of a Cluster may be away. */
    private boolean deliver(List<StaleLists> stale) throws SQLException {
        Set<StaleLists> undelivered = cache.undelivered(stale);
        List<UUID> ids = stale.stream()
                .filter(lists -> !undelivered.contains(lists))
                .map(StaleLists::id)
                .toList();
        if (!ids.isEmpty()) {
            table.remove(ids);
            staleEntries.remove(ids);
        }
        return undelivered.isEmpty();
    }
}
