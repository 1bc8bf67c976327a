package clarify.redis;

import clarify.trace.TraceSpan;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;

/**
 * The one way to Redis: calls that never throw because of Redis and never last longer than their deadline, behind the
 * circuit breaker. Thread-safe.
 */
public final class Redis implements AutoCloseable {

    /** Makes the commands that a round trip sends. */
    public static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private static final Map<String, String> SPAN_ATTRIBUTES = Map.of("db.system", "redis");

    private final @Nullable RedisConnections connections;
    private final Breaker breaker;
    private final CircuitRecord circuit;
    private final RedisMetrics metrics;
    private final Tracing tracing;

    /** Connects nowhere yet. Without an address every call is answered by nothing. */
    public Redis(RedisSettings settings, Breaker breaker, MeterRegistry registry, Tracing tracing) {
        this.breaker = breaker;
        this.tracing = tracing;
        circuit = new CircuitRecord(settings.circuitFailures(), settings.circuitRecovery(), System::nanoTime);
        metrics = new RedisMetrics(registry);
        metrics.watch(circuit);
        connections = settings.address()
                .map(address -> new RedisConnections(address, settings))
                .orElse(null);
        if (connections != null) {
            metrics.watch(connections);
        }
    }

    /**
     * Makes one call if the circuit is closed, on the caller's thread, for at most connect plus read limit (500 ms).
     * Whatever goes wrong in {@code roundTrip} is one failed call: counted by the breaker, logged once, its connection
     * closed. So it must send, receive and decode, and have no other effect; it may run twice, when a pooled connection
     * turns out to be dead.
     *
     * @param key stands in the log with the operation when the call fails
     * @param roundTrip never returns null
     * @return the answer; empty without a configured Redis, with an open circuit, and after a failure
     */
    public <T> Optional<T> call(RedisOperation operation, String key, Function<Connection, T> roundTrip) {
        if (connections == null || !circuit.isClosed()) {
            return Optional.empty();
        }
        Supplier<T> attempt = connections.attempt(roundTrip);
        long start = System.nanoTime();
        try (TraceSpan span = tracing.start("redis " + operation.label(), SPAN_ATTRIBUTES)) {
            try {
                T answer = circuit.isBreakerBypassed() ? attempt.get() : breaker.call(attempt);
                metrics.called(operation, CallOutcome.OK, since(start));
                circuit.succeeded();
                return Optional.of(answer);
            } catch (CircuitBreakerOpenException e) {
                span.failed(e);
                open();
            } catch (RuntimeException e) {
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
        Supplier<String> ping = connections.attempt(connection -> connection.executeCommand(COMMANDS.ping()));
        long start = System.nanoTime();
        try {
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
