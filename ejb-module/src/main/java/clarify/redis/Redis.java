package clarify.redis;

import clarify.trace.TraceSpan;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * The one way to Redis: calls that never throw because of Redis and never last longer than their deadline, behind the
 * circuit breaker. Thread-safe.
 */
public final class Redis implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private static final Map<String, String> SPAN_ATTRIBUTES = Map.of("db.system", "redis");

    private static final RoundTrip<Boolean> PING = RoundTrip.of(List.of(Command.reading("PING")));

    private final @Nullable RedisConnections connections;
    private final Breaker breaker;
    private final CircuitRecord circuit;
    private final RedisMetrics metrics;
    private final Tracing tracing;

    /**
     * Connects nowhere yet. Without an address every call is answered by nothing.
     */
    public Redis(RedisSettings settings, RedisUsage usage, Breaker breaker, MeterRegistry registry, Tracing tracing) {
        this.breaker = breaker;
        this.tracing = tracing;
        circuit = new CircuitRecord(settings.circuitFailures(), settings.circuitRecovery(), System::nanoTime);
        metrics = new RedisMetrics(registry);
        metrics.watch(circuit);
        connections = settings.address()
                .map(address -> new Connector(address, settings, ReplyLimits.ofLongest(usage.longestString())))
                .map(connector -> new RedisConnections(connector, settings))
                .orElse(null);
        if (connections != null) {
            metrics.watch(connections);
        }
    }

    /**
     * Makes one call if the circuit is closed, on the caller's thread, for at most connect plus read limit (500 ms).
     * Whatever goes wrong is one failed call: counted by the breaker, logged once, its connection closed. A thread that
     * is interrupted and a pool without a free connection are no failures of Redis.
     *
     * @param key stands in the log with the operation when the call fails
     * @return the answer; empty without a configured Redis, with an open circuit, and after a failure
     */
    public <T> Optional<T> call(RedisOperation operation, String key, RoundTrip<T> roundTrip) {
        if (connections == null || !circuit.isClosed()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try (TraceSpan span = tracing.start("redis " + operation.label(), SPAN_ATTRIBUTES);
                RedisConnections.Attempt<T> attempt = connections.attempt(roundTrip)) {
            try {
                attempt.awaitTurn();
                T answer = circuit.isBreakerBypassed() ? attempt.get() : breaker.call(attempt);
                metrics.called(operation, CallOutcome.OK, since(start));
                circuit.succeeded();
                return Optional.of(answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (PoolExhausted e) {
                span.failed(e);
                metrics.called(operation, CallOutcome.POOL, since(start));
            } catch (CircuitBreakerOpenException e) {
                span.failed(e);
                open();
            } catch (RuntimeException | Error e) {
                span.failed(e);
                metrics.called(operation, CallOutcome.of(e), since(start));
                LOG.log(Level.WARNING, e, () -> "Redis failed: operation=" + operation.label() + " key=" + key);
                if (circuit.failed()) {
                    openIfBreakerDid();
                }
            }
        }
        return Optional.empty();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether an address is configured. */
    public boolean isConfigured() {
        return connections != null;
    }

    /** Whether an address is configured and the circuit not open. */
    public boolean isEnabled() {
        return connections != null && circuit.snapshot().state() != CircuitRecord.State.OPEN;
    }

    /** Whether a call made now would reach for the network: also not while the background try is under way. */
    public boolean isAvailable() {
        return connections != null && circuit.isClosed();
    }

    /** The state of the circuit at this moment. Asking changes nothing. */
    public CircuitRecord.Snapshot circuit() {
        return circuit.snapshot();
    }

    /** Closes the circuit at once; the breaker follows with the next background try that succeeds. */
    public void resetCircuit() {
        circuit.reset();
    }

    /**
     * Only the breaker opens the circuit; it is asked by a call that does nothing. Let through, that call is a success
     * for the breaker, and so it is for the record.
     */
    private void openIfBreakerDid() {
        if (circuit.isBreakerBypassed()) {
            open();
            return;
        }
        try {
            breaker.call(() -> true);
            circuit.succeeded();
        } catch (CircuitBreakerOpenException e) {
            open();
        }
    }

    private void open() {
        if (circuit.opened()) {
            metrics.opened();
            LOG.warning(() -> "Circuit to Redis opened after "
                    + circuit.snapshot().consecutiveFailures() + " consecutive failures; next try in "
                    + circuit.untilNextTry());
        }
    }

    /**
     * Makes the background try of an open circuit, if its recovery time is over: the one call that the breaker lets
     * through then. To be called twice a second or so, never by a request.
     */
    public void tryAgainIfDue() {
        if (connections == null || !circuit.beginsTry()) {
            return;
        }
        long start = System.nanoTime();
        try (RedisConnections.Attempt<Boolean> ping = connections.attempt(PING)) {
            breaker.call(ping);
            metrics.called(RedisOperation.PING, CallOutcome.OK, since(start));
            Duration open = circuit.trySucceeded();
            if (!open.isZero()) {
                LOG.info(() -> "Circuit to Redis closed after " + open);
            }
        } catch (CircuitBreakerOpenException e) {
            circuit.tryPostponed(); // the breaker's clock is a little behind the record's
        } catch (Error e) {
            circuit.tryFailed();
            throw e;
        } catch (RuntimeException e) {
            metrics.called(RedisOperation.PING, CallOutcome.of(e), since(start));
            circuit.tryFailed();
            LOG.log(Level.WARNING, "Redis failed: operation=ping", e);
        }
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}
