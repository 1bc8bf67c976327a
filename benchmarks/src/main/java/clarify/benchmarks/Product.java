package clarify.benchmarks;

import clarify.cache.BypassPolicy;
import clarify.cache.DeleteOutbox;
import clarify.concurrent.Bulkhead;
import clarify.concurrent.ServerExecutor;
import clarify.context.ContextBuilder;
import clarify.context.RowsOfPerson;
import clarify.context.TokenEstimator;
import clarify.invalidation.HealthyOutbox;
import clarify.journal.DreamRow;
import clarify.journal.Lookups;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.metrics.MetricsRegistry;
import clarify.redis.CircuitBreakerGuard;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The product's context builder, wired by a CDI container, with MicroProfile Fault Tolerance in the path. */
final class Product implements AutoCloseable {

    private static final List<String> BEANS = List.of(
            "clarify.context.ContextConfiguration",
            "clarify.cache.CacheConfiguration",
            "clarify.redis.RedisConfiguration",
            "clarify.time.SystemClock");

    /** How long each lookup of the made-up database takes. */
    static final String LOOKUP_MILLIS = "benchmarks.lookup";

    private final WeldContainer container;
    private final ContextBuilder builder;

    private Product(WeldContainer container) {
        this.container = container;
        this.builder = container.select(ContextBuilder.class).get();
    }

    /** With the settings among the system properties. */
    static Product start(boolean realTokenizer) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addExtension(new ConfigExtension())
                .addExtension(new FaultToleranceExtension())
                .addBeanClasses(MetricsRegistry.class, CircuitBreakerGuard.class, Surroundings.class);
        Stream.concat(
                        BEANS.stream(),
                        Stream.of(
                                realTokenizer ? RealTokenizer.class.getName() : "clarify.context.LengthTokenEstimator"))
                .map(Product::named)
                .forEach(weld::addBeanClass);
        if (realTokenizer) {
            weld.addAlternative(RealTokenizer.class);
        }
        return new Product(weld.initialize());
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    ContextBuilder builder() {
        return builder;
    }

    @Override
    public void close() {
        container.close();
    }

    /** What a server would bring. */
    @ApplicationScoped
    static class Surroundings {

        @Produces
        @Singleton
        BypassPolicy policy() {
            return HealthyOutbox.polled();
        }

        @Produces
        @Dependent
        DeleteOutbox outbox() {
            return keys -> {};
        }

        @Produces
        @Singleton
        Bulkhead waiting() {
            return new Bulkhead(1000, 1000, Duration.ofMinutes(1));
        }

        @Produces
        @Singleton
        ServerExecutor executor() {
            return new Threads();
        }

        @Produces
        @Singleton
        Lookups lookups() {
            return new SlowLookups(Person.realistic().rows(), Duration.ofMillis(Integer.getInteger(LOOKUP_MILLIS, 0)));
        }
    }

    /** Threads that a server would have ready. */
    static class Threads extends ServerExecutor {

        private final Executor pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "server");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public void execute(Runnable task) {
            pool.execute(task);
        }

        @Override
        public void executeOnNewThread(Runnable task) {
            pool.execute(task);
        }
    }

    /** The vocabulary of GPT-4o. */
    @Alternative
    @ApplicationScoped
    static class RealTokenizer implements TokenEstimator {

        private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

        @Override
        public int tokens(String text) {
            return encoding.countTokensOrdinary(text);
        }
    }

    /** A database that takes its time. */
    private record SlowLookups(RowsOfPerson rows, Duration each) implements Lookups {

        private <T> T found(T rows) {
            if (!each.isZero()) {
                LockSupport.parkNanos(each.toNanos());
            }
            return rows;
        }

        @Override
        public Optional<UserRow> user(UUID userId, Duration limit) {
            return found(rows.user()).stream().findFirst();
        }

        @Override
        public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
            return found(rows.dreams());
        }

        @Override
        public List<PatternRow> patterns(UUID userId, int minStrength, int max, Duration limit) {
            return found(rows.patterns());
        }

        @Override
        public List<SessionRow> sessions(UUID userId, int max, Duration limit) {
            return found(rows.sessions());
        }

        @Override
        public List<ReflectionRow> reflections(UUID userId, int max, Duration limit) {
            return found(rows.reflections());
        }
    }
}
