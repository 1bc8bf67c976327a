package clarify.invalidation;

import clarify.cache.CacheNode;
import clarify.context.Context;
import clarify.context.ContextBuilder;
import clarify.context.ContextBuilders;
import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One node of several: everything between HTTP and the database, wired by hand, on a real Redis. */
final class Node implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(2);

    private static final int PLENTY = 8000;

    final MetricsRegistry metrics = new MetricsRegistry(new Settings(name -> Optional.empty()));
    final OutboxBacklog backlog;
    final MonotonicClock clock = new MonotonicClock();
    final StaleEntries staleEntries = new StaleEntries(new Lease(LEASE, clock));
    final CacheNode cache;
    final OutboxPoller poller;
    private final ContextBuilder builder;
    private final CacheInvalidator invalidator;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final SharedDatabase database;

    Node(String redisUri, SharedDatabase database) {
        this.database = database;
        OutboxTable table = database.table();
        cache = new CacheNode(
                redisUri, staleEntries, new JdbcDeleteOutbox(table, Runnable::run, LEASE), metrics.registry());
        backlog = new OutboxBacklog(table, Clock.systemUTC());
        builder = ContextBuilders.on(cache.lists, database.lookups(), pool, metrics.registry());
        poller = new OutboxPoller(cache.lists, cache.deletes, staleEntries, table, backlog, metrics);
        invalidator =
                new CacheInvalidator(cache.lists, staleEntries, new Outbox(), new OutboxCleaner(table, Runnable::run));
    }

    /** Commits a change, and does what follows it, up to the answer. */
    void mutate(UUID userId, String title) {
        answer(database.commit(userId, title));
    }

    /** What follows a commit, up to the answer. */
    void answer(JournalChanged changed) {
        invalidator.deliver(changed);
    }

    /** What happens to a change that is fired in the wrong way. */
    void fireAsync(JournalChanged changed) {
        invalidator.refuse(changed);
    }

    /** From now on every access to the outbox fails like this; null: it works again. */
    void failPolls(@Nullable SQLException how) {
        database.failPolls(how);
    }

    synchronized void poll() {
        poller.pollAndLog();
    }

    /** As another bean on this node does. */
    Optional<String> get(String key) {
        return cache.values.get(key, String.class);
    }

    Context build(UUID userId) {
        return builder.build(userId, null, PLENTY);
    }

    /** Where the dreams of a context are from. */
    static Context.Source source(Context context) {
        return context.sections().stream()
                .filter(section -> section.kind() == Kind.DREAMS)
                .findFirst()
                .orElseThrow()
                .source();
    }

    /** Builds and stores. */
    void warm(UUID userId) {
        build(userId);
        cache.letStoresGo();
    }

    /** What an administrator or a sign-in asks for. */
    void warmAhead(UUID userId) {
        builder.warm(userId);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        cache.close();
    }
}
