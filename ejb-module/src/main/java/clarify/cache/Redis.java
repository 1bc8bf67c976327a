package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.cache.CacheMetrics.Outcome;
import clarify.trace.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Round trips to Redis that never throw and never last longer than the deadline: fail-open, behind the circuit.
 * Thread-safe.
 */
final class Redis {

    static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final @Nullable RedisConnections connections;
    private final Breaker breaker;
    private final CircuitRecord circuit;
    private final CacheMetrics figures;
    private final Tracing tracing;

    /** @param connections none: every call is answered by nothing */
    Redis(
            @Nullable RedisConnections connections,
            Breaker breaker,
            CircuitRecord circuit,
            CacheMetrics figures,
            Tracing tracing) {
        this.connections = connections;
        this.breaker = breaker;
        this.circuit = circuit;
        this.figures = figures;
        this.tracing = tracing;
    }

    /**
     * Makes one round trip if the circuit is closed.
     *
     * @param operation one of {@link CacheMetrics#OPERATIONS}; it and {@code key} stand in the log when it fails
     * @return the answer; empty when there was none, for whatever reason
     */
    <T> Optional<T> call(String operation, String key, Function<Connection, T> roundTrip) {
        if (!isAvailable()) {
            return Optional.empty();
        }
        try {
            T answer = circuit.isBreakerBypassed()
                    ? timed(operation, roundTrip)
                    : breaker.call(() -> timed(operation, roundTrip));
            circuit.succeeded();
            return Optional.of(answer);
        } catch (CircuitBreakerOpenException e) {
            open();
        } catch (JedisException e) {
            LOG.log(Level.WARNING, e, () -> "Redis failed: operation=" + operation + " key=" + key);
            if (circuit.failed()) {
                openIfBreakerDid();
            }
        }
        return Optional.empty();
    }

    private <T> T timed(String operation, Function<Connection, T> roundTrip) {
        long start = System.nanoTime();
        try {
            T answer = tracing.span(
                    "redis " + operation,
                    Map.of("db.system", "redis"),
                    () -> requireNonNull(connections).call(roundTrip));
            figures.called(operation, Outcome.OK, since(start));
            return answer;
        } catch (RuntimeException e) {
            figures.called(operation, Outcome.of(e), since(start));
            throw e;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean isConfigured() {
        return connections != null;
    }

    /** Whether a call made now would reach for the network. */
    boolean isAvailable() {
        return connections != null && circuit.isClosed();
    }

    /** Closes the circuit at once; the breaker follows with the next background try that succeeds. */
    void resetCircuit() {
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
            figures.opened();
            LOG.warning(() -> "Circuit to Redis opened after "
                    + circuit.snapshot().consecutiveFailures() + " consecutive failures; next try in "
                    + circuit.untilNextTry());
        }
    }

    /** The background try: the one call that the breaker lets through when its delay is over. */
    void tryAgainIfDue() {
        if (!circuit.beginsTry()) {
            return;
        }
        try {
            breaker.call(this::ping);
            Duration open = circuit.trySucceeded();
            if (!open.isZero()) {
                LOG.info(() -> "Circuit to Redis closed after " + open);
            }
        } catch (CircuitBreakerOpenException e) {
            circuit.tryPostponed(); // the breaker's clock is a little behind the record's
        } catch (RuntimeException e) {
            circuit.tryFailed();
            LOG.log(Level.WARNING, "Redis failed: operation=ping", e);
        }
    }

    private String ping() {
        return timed("ping", connection -> connection.executeCommand(COMMANDS.ping()));
    }
}
