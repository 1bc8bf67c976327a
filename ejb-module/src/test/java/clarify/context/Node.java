package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.CacheNode;
import clarify.cache.ServerExecutor;
import clarify.journal.JournalChanged;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One node of several: everything between HTTP and the database, wired by hand, on a real Redis. */
@SuppressWarnings("UnnecessaryAssignment") // stands in for the container
final class Node implements AutoCloseable {

    private static final int PLENTY = 8000;

    final CacheNode cache;
    final OutboxPoller poll = new OutboxPoller();
    private final ContextBuilder builder = new ContextBuilder();
    private final CacheInvalidator invalidation = new CacheInvalidator();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final SharedDatabase database;

    Node(String redisUri, SharedDatabase database) {
        this.database = database;
        cache = new CacheNode(redisUri);
        CacheBean bean = cache.bean;
        builder.cache = bean;
        builder.lookups = database.lookups();
        builder.estimator = new LengthTokenEstimator();
        builder.settings = new ContextSettingsHolder(
                new ContextSettings(PLENTY, 5, 10, 3, 3, 3, Duration.ofMinutes(2), Duration.ofSeconds(1)));
        builder.threads = new BoundedExecutor();
        builder.threads.threads = on(pool);
        builder.figures = new ContextMetrics();
        builder.figures.register(new SimpleMeterRegistry());
        builder.start(Tracing.none());
        poll.cache = bean;
        poll.marks = cache.marks;
        poll.invalidations = database.invalidations();
        poll.backlog = new OutboxBacklog();
        poll.backlog.invalidations = poll.invalidations;
        poll.backlog.clock = Clock.systemUTC();
        invalidation.cache = bean;
        invalidation.marks = cache.marks;
        invalidation.rows = new OutboxCleaner();
        invalidation.rows.invalidations = poll.invalidations;
        invalidation.rows.threads = on(Runnable::run);
    }

    private static ServerExecutor on(Executor executor) {
        return new ServerExecutor() {
            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }
        };
    }

    /** Commits a change, and does what follows it, up to the answer. */
    void mutate(UUID userId, String title) {
        answer(database.commit(userId, title));
    }

    /** What follows a commit, up to the answer. */
    void answer(JournalChanged changed) {
        invalidation.deliver(changed);
    }

    Context build(UUID userId) {
        return builder.build(userId, null, PLENTY);
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
