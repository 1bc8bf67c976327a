package clarify.redis;

import static java.util.Objects.requireNonNull;

import clarify.logging.RecurringCauses;
import clarify.redis.RedisConnections.Attempt;
import clarify.trace.TraceSpan;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * The one way to Redis: calls that never throw because of Redis and never last longer than their deadline, behind two
 * circuits. The main one gates every call. The one for storing gates, besides, what needs memory: a Redis that can only be
 * read is still read. Thread-safe.
 */
public final class Redis implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private static final Map<String, String> SPAN_ATTRIBUTES = Map.of("db.system", "redis");

    /** Of the limit for an answer: the rest is for the way to Redis and back. */
    private static final double PART_FOR_REPLICAS = 0.8;

    private final Optional<RedisPlace> place;
    private final Duration recovery;
    private final int confirmReplicas;
    private final Duration replicasLimit;
    private final @Nullable RedisConnections connections;
    private final RedisUsage usage;
    private final Circuit main;
    private final Circuit storing;
    private final RedisMetrics metrics;
    private final FailureLog failures = new FailureLog();
    private final FailureLog lookUpFailures = new FailureLog();
    private final RecurringCauses shortfalls = new RecurringCauses();
    private final Tracing tracing;
    private volatile boolean answered;
    private volatile long askedAt = System.nanoTime();

    /** Connects nowhere yet. Without an address every call is answered by nothing. */
    public Redis(RedisSettings settings, RedisUsage usage, Breakers breakers, MeterRegistry registry, Tracing tracing) {
        this(settings, usage, breakers, registry, tracing, InetAddress::getAllByName);
    }

    Redis(
            RedisSettings settings,
            RedisUsage usage,
            Breakers breakers,
            MeterRegistry registry,
            Tracing tracing,
            Resolver resolver) {
        this.place = settings.place();
        this.recovery = settings.circuitRecovery();
        this.confirmReplicas = settings.confirmReplicas();
        this.replicasLimit =
                Duration.ofMillis(Math.max(1, Math.round(settings.readTimeout().toMillis() * PART_FOR_REPLICAS)));
        this.usage = usage;
        this.tracing = tracing;
        metrics = new RedisMetrics(registry, place.isPresent());
        main = Circuit.main(breakers.main(), settings, metrics);
        storing = Circuit.storing(breakers.storing(), settings, metrics);
        metrics.watch(this::circuit);
        metrics.watchHistory(this::history);
        ReplyLimits limits = ReplyLimits.ofLongest(usage.longestString());
        connections = place.map(known -> Connectors.to(known, settings, limits, resolver))
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
        if (connections == null || !lets(roundTrip)) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try (TraceSpan span = tracing.start("redis " + operation.label(), SPAN_ATTRIBUTES);
                Attempt<T> attempt = connections.attempt(roundTrip)) {
            try {
                attempt.awaitTurn();
                T answer = main.way().call(guarded(roundTrip, attempt));
                metrics.called(operation, CallOutcome.OK, since(start));
                succeeded(roundTrip);
                return Optional.of(answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (PoolExhausted e) {
                span.failed(e);
                metrics.called(operation, CallOutcome.POOL, since(start));
            } catch (CircuitBreakerOpenException e) {
                span.failed(e);
                main.open();
            } catch (StoringSuspended e) {
                span.failed(e);
                main.failed(e);
                storing.open();
            } catch (CallInterrupted e) {
                failed(roundTrip, e);
            } catch (RuntimeException | Error e) {
                span.failed(e);
                metrics.called(operation, CallOutcome.of(e), since(start));
                failures.failed(operation, key, e, isTroubled());
                failed(roundTrip, e);
            }
        }
        return Optional.empty();
    }

    /**
     * Makes changes in one call, as {@link #call} does, and waits within its limit until as many replicas as a setting says have
     * them.
     *
     * @param changes are made anew each time they are sent; always as many
     * @return whether Redis and so many replicas have all of them
     */
    public boolean callConfirmed(RedisOperation operation, String key, Supplier<List<Command>> changes) {
        if (confirmReplicas == 0) {
            return call(operation, key, RoundTrip.made(changes, replies -> true))
                    .isPresent();
        }
        Command confirmed = Command.confirmed(confirmReplicas, replicasLimit);
        RoundTrip<Long> roundTrip = RoundTrip.made(
                () -> Stream.concat(changes.get().stream(), Stream.of(confirmed))
                        .toList(),
                replies -> (Long) requireNonNull(replies.get(replies.size() - 1)));
        Optional<Long> replicas = call(operation, key, roundTrip);
        replicas.filter(have -> have < confirmReplicas).ifPresent(this::fellShort);
        return replicas.filter(have -> have >= confirmReplicas).isPresent();
    }

    private void fellShort(long replicas) {
        metrics.unconfirmed();
        shortfalls
                .worth("replicas")
                .ifPresent(others -> LOG.warning(() -> RedisSettings.CONFIRM_REPLICAS + " wants "
                        + confirmReplicas + " replicas of Redis to confirm an invalidation, and " + replicas
                        + " did in time: it is sent again until they do, and its lists come from the database"
                        + RecurringCauses.told(others)));
    }

    /**
     * Makes a call that counts for nothing and is not logged, over a connection of its own: for work in the background
     * which only looks into why another call has failed. It is not made while the circuit is open.
     *
     * @return the answer; empty after a failure
     */
    public <T> Optional<T> callUncounted(RoundTrip<T> roundTrip) {
        if (connections == null || !lets(roundTrip)) {
            return Optional.empty();
        }
        try (Attempt<T> attempt = connections.uncountedAttempt(roundTrip)) {
            return Optional.of(attempt.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Removing is tried also while storing is suspended: it needs no memory, and what is not removed is stale. */
    private boolean lets(RoundTrip<?> roundTrip) {
        return main.isClosed() && (storing.isClosed() || !roundTrip.isStoring());
    }

    /**
     * The attempt, within the breaker for storing if it changes something and that circuit is closed. Where a success would
     * show nothing, as removing goes on without memory, only a failure passes through the breaker.
     */
    private <T> Supplier<T> guarded(RoundTrip<T> roundTrip, Supplier<T> attempt) {
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

    private void succeeded(RoundTrip<?> roundTrip) {
        answered = true;
        main.succeeded();
        if (roundTrip.showsStoring()) {
            storing.succeeded();
        }
    }

    private void failed(RoundTrip<?> roundTrip, Throwable failure) {
        main.failed(failure);
        if (roundTrip.isChanging()) {
            storing.failed(failure);
        }
        if (failure instanceof OversizedReply || CallOutcome.of(failure) == CallOutcome.TIMEOUT) {
            roundTrip.oversized();
        }
    }

    /**
     * Asks Redis who it is, and to be read, over a connection of its own. Counts for nothing and is not logged. Who does not
     * answer in time is asked once more, as the first TLS handshake of a JVM may take longer than a call: it lasts as long as
     * two calls.
     *
     * @return what it has answered; empty without an address
     */
    public Optional<RedisGreeting> greet() {
        if (connections == null || place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(greet(connections, place.get()));
    }

    private RedisGreeting greet(RedisConnections connections, RedisPlace known) {
        askedAt = System.nanoTime();
        try {
            return greetOnce(connections, known);
        } catch (RuntimeException e) {
            if (CallOutcome.of(e) != CallOutcome.TIMEOUT) {
                return RedisGreeting.failed(known, e);
            }
        }
        try {
            return greetOnce(connections, known);
        } catch (RuntimeException e) {
            return RedisGreeting.failed(known, e);
        }
    }

    private RedisGreeting greetOnce(RedisConnections connections, RedisPlace known) {
        try (Attempt<RedisGreeting> attempt =
                connections.uncountedAttempt(RedisGreeting.roundTrip(known, usage.reading()))) {
            RedisGreeting greeting = attempt.get();
            if (greeting.failure().isEmpty()) {
                answered = true;
            }
            return greeting;
        }
    }

    /** What is known of the history of Redis; unasked without an address. */
    public HistoryState history() {
        return connections == null ? HistoryState.UNASKED : connections.history();
    }

    /** Whether it has answered anything since the start: before that, nobody knows whether it can be used. */
    public boolean hasAnswered() {
        return answered;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether an address is configured. */
    public boolean isConfigured() {
        return connections != null;
    }

    /** Whether an address is configured and the main circuit not open: what is there is read, if Redis lets it. */
    public boolean isEnabled() {
        return connections != null && main.snapshot().state() != CircuitRecord.State.OPEN;
    }

    /** Whether a call that reads would reach for the network now: also not while the background try is under way. */
    public boolean isAvailable() {
        return connections != null && main.isClosed();
    }

    /** Whether a call that stores would reach for the network now. */
    public boolean isStoring() {
        return isAvailable() && storing.isClosed();
    }

    /**
     * The state of the circuits at this moment: of that which is further from closed. Open with {@link #isEnabled}
     * means that Redis is read and nothing is stored. Asking changes nothing.
     */
    public CircuitRecord.Snapshot circuit() {
        return main.snapshot().worse(storing.snapshot());
    }

    private boolean isTroubled() {
        return !main.isClosed() || !storing.isClosed();
    }

    /** Closes both circuits at once; the breakers follow with the next background tries that succeed. */
    public void resetCircuit() {
        main.reset();
        storing.reset();
    }

    /**
     * Makes the background try of an open circuit, if its recovery time is over: the very kind of call that was refused,
     * over a new connection, and the one call that the breaker lets through then. A Redis that has never answered is asked
     * again after as long a time. To be called twice a second or so, never by a request.
     */
    public void tryAgainIfDue() {
        if (connections == null) {
            return;
        }
        refreshIfDue(connections);
        if (!answered && main.isClosed() && since(askedAt).compareTo(recovery) >= 0) {
            var unused = greet();
        }
        tryAgainIfDue(connections, main, usage.reading());
        if (main.isClosed()) {
            tryAgainIfDue(connections, storing, usage.storing());
        }
    }

    /** A look-up that cannot begin must not keep the try from being made. */
    private void refreshIfDue(RedisConnections connections) {
        try {
            connections.refreshIfDue();
            lookUpFailures.recovered();
        } catch (RuntimeException | Error e) {
            lookUpFailures.failed(RedisOperation.PING, "look-up", e, true);
        }
    }

    private static <T> T once(RedisConnections connections, RoundTrip<T> probe) {
        try (Attempt<T> attempt = connections.freshAttempt(probe)) {
            return attempt.get();
        }
    }

    private void tryAgainIfDue(RedisConnections connections, Circuit circuit, RoundTrip<?> probe) {
        long start = System.nanoTime();
        try {
            circuit.tryAgainIfDue(() -> once(connections, probe)).ifPresent(open -> {
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

    private void closed(Circuit circuit, Duration open) {
        answered = true;
        if (!open.isZero()) {
            int suppressed = failures.recovered();
            LOG.info(() -> circuit.name() + " closed after " + open + "; failures not logged: " + suppressed);
        }
    }

    @Override
    public void close() {
        if (connections != null) {
            connections.close();
        }
    }
}
