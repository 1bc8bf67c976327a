package clarify.redis;

import clarify.redis.RedisConnections.Attempt;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * One master, wherever it is found: its connections, its two circuits, and its history. What goes wrong with one says nothing
 * about another. Thread-safe.
 */
final class Shard implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final RedisConnections connections;
    private final Circuit main;
    private final Circuit storing;
    private final RedisMetrics metrics;
    private final Duration recovery;
    private final RedisUsage usage;
    private final Supplier<String> tag;
    private final RedisPlace place;
    private final Confirmations confirmations;
    private final FailureLog failures;
    private final FailureLog lookUpFailures;
    private volatile boolean answered;
    private volatile long askedAt = System.nanoTime();

    /**
     * @param name where it is, for people, as the end of a sentence; empty where there is one only
     * @param tag a text that brings a key to it; empty where every key is its
     */
    Shard(
            String name,
            Connector connector,
            Breakers breakers,
            RedisSettings settings,
            RedisUsage usage,
            RedisMetrics metrics,
            Supplier<String> tag,
            RedisPlace place) {
        this.connections = new RedisConnections(name, connector, settings, settings.isCluster());
        this.main = Circuit.main(breakers.main(), settings, metrics, name);
        this.storing = Circuit.storing(breakers.storing(), settings, metrics, name);
        this.metrics = metrics;
        this.recovery = settings.circuitRecovery();
        this.usage = usage;
        this.tag = tag;
        this.place = place;
        this.confirmations = new Confirmations(name, settings.confirmReplicas(), metrics);
        this.failures = new FailureLog(name);
        this.lookUpFailures = new FailureLog(name);
    }

    RedisConnections connections() {
        return connections;
    }

    Confirmations confirmations() {
        return confirmations;
    }

    /** The way of every call that counts: through the main breaker. */
    Breaker way() {
        return main.way();
    }

    /** Removing is tried also while storing is suspended: it needs no memory, and what is not removed is stale. */
    boolean lets(RoundTrip<?> roundTrip) {
        return main.isClosed() && (storing.isClosed() || !roundTrip.isStoring());
    }

    /**
     * The attempt, within the breaker for storing if it changes something and that circuit is closed. Where a success would
     * show nothing, as removing goes on without memory, only a failure passes through the breaker.
     */
    <T> Supplier<T> guarded(RoundTrip<T> roundTrip, Supplier<T> attempt) {
        if (!roundTrip.isChanging() || !storing.isClosed()) {
            return attempt;
        }
        if (roundTrip.showsStoring()) {
            return () -> callStoring(attempt);
        }
        return () -> {
            try {
                return attempt.get();
            } catch (RuntimeException | Error e) {
                return callStoring(() -> {
                    throw e;
                });
            }
        };
    }

    private <T> T callStoring(Supplier<T> attempt) {
        try {
            return storing.way().call(attempt);
        } catch (CircuitBreakerOpenException e) {
            throw new StoringSuspended(e);
        }
    }

    void succeeded(RedisOperation operation, RoundTrip<?> roundTrip, long start) {
        metrics.called(operation, CallOutcome.OK, since(start));
        answered = true;
        main.succeeded();
        if (roundTrip.showsStoring()) {
            storing.succeeded();
        }
    }

    /** Counts and logs what has gone wrong, each kind in its own way. */
    void failed(RedisOperation operation, String key, RoundTrip<?> roundTrip, Throwable failure, long start) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        } else if (failure instanceof PoolExhausted) {
            metrics.called(operation, CallOutcome.POOL, since(start));
        } else if (failure instanceof CircuitBreakerOpenException) {
            main.open();
        } else if (failure instanceof StoringSuspended) {
            main.failed(failure);
            storing.open();
        } else {
            if (!(failure instanceof CallInterrupted)) {
                metrics.called(operation, CallOutcome.of(failure), since(start));
            }
            if (!(failure instanceof CallInterrupted || failure instanceof Redirected)) {
                failures.failed(operation, key, failure, isTroubled());
            }
            count(roundTrip, failure);
        }
    }

    /** Counts and logs that something was not stored within a call that has succeeded without. */
    void storingRefused(RedisOperation operation, String key, RefusedChange refusal) {
        if (!storing.isClosed()) {
            return;
        }
        try {
            callStoring(() -> {
                throw refusal;
            });
        } catch (StoringSuspended e) {
            storing.open();
        } catch (RefusedChange e) {
            failures.failed(operation, key, e, isTroubled());
            storing.failed(e);
        }
    }

    private void count(RoundTrip<?> roundTrip, Throwable failure) {
        main.failed(failure);
        if (roundTrip.isChanging()) {
            storing.failed(failure);
        }
        if (failure instanceof OversizedReply || CallOutcome.of(failure) == CallOutcome.TIMEOUT) {
            roundTrip.oversized();
        }
    }

    /**
     * Asks who it is, and to be read. Counts for nothing; a failure is not logged. Who does not answer in time is asked once more, as
     * the first TLS handshake of a JVM may take longer than a call.
     */
    RedisGreeting greet() {
        askedAt = System.nanoTime();
        try {
            return greetOnce();
        } catch (RuntimeException e) {
            if (CallOutcome.of(e) != CallOutcome.TIMEOUT) {
                return RedisGreeting.failed(place, e);
            }
        }
        try {
            return greetOnce();
        } catch (RuntimeException e) {
            return RedisGreeting.failed(place, e);
        }
    }

    private RedisGreeting greetOnce() {
        try (Attempt<RedisGreeting> attempt = connections.uncountedAttempt(
                RedisGreeting.roundTrip(place, usage.reading().apply(tag.get())))) {
            RedisGreeting greeting = attempt.get();
            if (greeting.failure().isEmpty()) {
                answered = true;
            }
            return greeting;
        } catch (Redirected e) {
            answered = true;
            throw e;
        }
    }

    boolean hasAnswered() {
        return answered;
    }

    boolean knowsTheWay() {
        return connections.knowsTheWay();
    }

    HistoryState history() {
        return connections.history();
    }

    boolean isAvailable() {
        return main.isClosed();
    }

    boolean isStoring() {
        return main.isClosed() && storing.isClosed();
    }

    boolean isTroubled() {
        return !main.isClosed() || !storing.isClosed();
    }

    boolean isOpen() {
        return main.isOpen();
    }

    CircuitRecord.Snapshot circuit() {
        return main.snapshot().worse(storing.snapshot());
    }

    void resetCircuit() {
        main.reset();
        storing.reset();
    }

    /** Looks where it is, if the last time is a while ago. What cannot begin must not keep the background try from being made. */
    void refreshIfDue() {
        try {
            connections.refreshIfDue();
            lookUpFailures.recovered();
        } catch (RuntimeException | Error e) {
            lookUpFailures.failed(RedisOperation.PING, "look-up", e, true);
        }
    }

    /** Makes the background try of an open circuit, if its recovery time is over. Who has never answered is asked after as long a time. */
    void tryAgainIfDue() {
        if (!answered && main.isClosed() && since(askedAt).compareTo(recovery) >= 0) {
            var unused = greet();
        }
        tryAgainIfDue(main, usage.reading());
        if (main.isClosed()) {
            tryAgainIfDue(storing, usage.storing());
        }
    }

    private void tryAgainIfDue(Circuit circuit, Function<String, RoundTrip<?>> probe) {
        long start = System.nanoTime();
        try {
            circuit.tryAgainIfDue(() -> once(probe.apply(tag.get()))).ifPresent(open -> {
                metrics.called(RedisOperation.PING, CallOutcome.OK, since(start));
                closed(circuit, open);
            });
        } catch (CallInterrupted e) {
            return; // which says nothing; it is made again
        } catch (RuntimeException | Error e) {
            metrics.called(RedisOperation.PING, CallOutcome.of(e), since(start));
            failures.failed(RedisOperation.PING, circuit.name(), e, true);
        }
    }

    private <T> T once(RoundTrip<T> probe) {
        try (Attempt<T> attempt = connections.freshAttempt(probe)) {
            return attempt.get();
        }
    }

    private void closed(Circuit circuit, Duration open) {
        answered = true;
        if (!open.isZero()) {
            int suppressed = failures.recovered();
            LOG.info(() -> circuit.name() + " closed after " + open + "; failures not logged: " + suppressed);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        connections.close();
    }
}
