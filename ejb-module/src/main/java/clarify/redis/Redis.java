package clarify.redis;

import static java.util.Objects.requireNonNull;

import clarify.logging.RecurringCauses;
import clarify.redis.RedisConnections.Attempt;
import clarify.trace.TraceSpan;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one way to Redis: calls that never throw because of Redis and never last longer than their deadline, behind two
 * circuits for each master. The main one gates every call. The one for storing gates, besides, what needs memory: a Redis that
 * can only be read is still read. Thread-safe.
 */
public final class Redis implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    /** The reply of a change that was not made. */
    public static final Long NOTHING_CHANGED = -1L;

    private static final Map<String, String> SPAN_ATTRIBUTES = Map.of("db.system", "redis");

    /** Of the limit for an answer: the rest is for the way to Redis and back. */
    private static final double PART_FOR_REPLICAS = 0.8;

    /** By that much Redis answers too late when replicas do not confirm: it looks ten times a second ({@code hz 10}). */
    private static final long LATE_MILLIS = 100;

    private static final double LEAST_PART_FOR_REPLICAS = 0.2;

    /** Nodes of a Cluster that send a call on to each other. */
    private static final int MOST_REDIRECTIONS = 5;

    private final @Nullable Shards shards;
    private final Duration limit;
    private final int confirmReplicas;
    private final Duration replicasLimit;
    private final boolean clustered;
    private final RedisMetrics metrics;
    private final RecurringCauses unserved = new RecurringCauses();
    private final Tracing tracing;

    /**
     * Connects nowhere yet. Without an address every call is answered by nothing.
     *
     * @param breakers of the one master, where there is only one; those of a Cluster have breakers of their own
     */
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
        this.limit = settings.deadline();
        this.confirmReplicas = settings.confirmReplicas();
        this.replicasLimit = replicasLimit(settings.readTimeout().toMillis());
        this.clustered = settings.isCluster();
        this.tracing = tracing;
        metrics = new RedisMetrics(registry, settings.place().isPresent());
        shards = settings.place()
                .map(place -> Connectors.to(place, settings, usage, breakers, metrics, resolver))
                .orElse(null);
        metrics.watch(this::circuit);
        metrics.watchHistory(this::history);
        if (shards != null) {
            metrics.watch(shards);
        }
    }

    private static Duration replicasLimit(long readMillis) {
        double limit = Math.max(readMillis * PART_FOR_REPLICAS - LATE_MILLIS, readMillis * LEAST_PART_FOR_REPLICAS);
        return Duration.ofMillis(Math.max(1, Math.round(limit)));
    }

    /** A shard that is to be asked, perhaps for keys that it is only being given. */
    private record Hop(Shard shard, boolean asking) {

        <T> RoundTrip<T> of(RoundTrip<T> roundTrip) {
            return asking ? roundTrip.asking() : roundTrip;
        }
    }

    /**
     * Makes one call if the circuit is closed, on the caller's thread, for at most connect plus read limit (500 ms).
     * Whatever goes wrong is one failed call: counted by the breaker, logged once, its connection closed. A thread that
     * is interrupted and a pool without a free connection are no failures of Redis.
     *
     * @param key decides which master of a Cluster is asked: one of the keys of the commands, which are all in one slot. Stands in
     *     the log with the operation when the call fails
     * @return the answer; empty without a configured Redis, with an open circuit, and after a failure
     */
    public <T> Optional<T> call(RedisOperation operation, String key, RoundTrip<T> roundTrip) {
        if (shards == null) {
            return Optional.empty();
        }
        Shard shard = shards.of(key);
        RoundTrip<T> sent = roundTrip;
        Deadline deadline = Deadline.in(limit);
        for (int hops = 0; shard.lets(sent); hops++) {
            long start = System.nanoTime();
            try (TraceSpan span = tracing.start("redis " + operation.label(), SPAN_ATTRIBUTES);
                    Attempt<T> attempt = shard.connections().attempt(sent, deadline)) {
                try {
                    attempt.awaitTurn();
                    T answer = shard.way().call(shard.guarded(sent, attempt));
                    shard.succeeded(operation, sent, start);
                    return Optional.of(answer);
                } catch (InterruptedException | RuntimeException | Error e) {
                    Optional<Hop> next = failed(operation, key, sent, shard, e, start, span);
                    if (next.isEmpty() || hops == MOST_REDIRECTIONS) {
                        return Optional.empty();
                    }
                    shard = next.get().shard();
                    sent = next.get().of(roundTrip);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Tells that Redis has answered an error to a command that stores, in a call that has succeeded without it. The circuit for
     * storing counts that as a failed call, and the log has its reason; but not that a server is no master, as it is soon left.
     *
     * @param key as of {@link #call}
     */
    public void storingRefused(RedisOperation operation, String key, ErrorReply refusal) {
        if (shards != null && !refusal.isOfRole()) {
            shards.of(key).storingRefused(operation, key, new RefusedChange(refusal));
        }
    }

    /** @return who is to be asked next; usually nobody */
    private Optional<Hop> failed(
            RedisOperation operation,
            String key,
            RoundTrip<?> roundTrip,
            Shard shard,
            Throwable failure,
            long start,
            TraceSpan span) {
        shard.failed(operation, key, roundTrip, failure, start);
        if (failure instanceof Redirected redirected) {
            return next(operation, key, redirected.redirection(), redirected.getMessage(), shard);
        }
        if (!(failure instanceof InterruptedException || failure instanceof CallInterrupted)) {
            span.failed(failure);
            requireNonNull(shards).doubt();
        }
        return Optional.empty();
    }

    private Optional<Hop> next(
            RedisOperation operation, String key, Redirection redirection, @Nullable String text, Shard from) {
        Optional<Hop> next = requireNonNull(shards)
                .follow(redirection, from)
                .map(shard -> new Hop(shard, redirection.kind() == Redirection.Kind.ASK));
        if (next.isEmpty()) {
            unserved.worth(redirection.kind().name())
                    .ifPresent(others -> LOG.warning(() -> "Redis Cluster serves a key not now: operation="
                            + operation.label() + " key=" + key + ": " + text + RecurringCauses.told(others)));
        }
        return next;
    }

    /** A command for keys that are all in one slot of a Cluster: those beside {@code key}. */
    public record Part(String key, Supplier<Command> command) {

        public static Part of(String key, Command command) {
            return new Part(key, () -> command);
        }
    }

    /**
     * Makes calls with commands for keys in any slots, one to each master that has some of them, side by side, within the limit of
     * one call. The commands to one master are one call as {@link #call} makes it: all are done, or none is known to be.
     *
     * @return for each part its reply; empty if it is not known to be done
     */
    public List<Optional<Object>> callEach(RedisOperation operation, List<Part> parts) {
        return callEach(operation, parts, Optional.empty());
    }

    /** The same, sent to masters of that history alone. */
    public List<Optional<Object>> callEachOn(History history, RedisOperation operation, List<Part> parts) {
        return callEach(operation, parts, Optional.of(history));
    }

    private List<Optional<Object>> callEach(RedisOperation operation, List<Part> parts, Optional<History> history) {
        return run(
                operation,
                parts,
                group -> {
                    RoundTrip<List<Object>> all = RoundTrip.ofSlots(() -> commands(group), Redis::present);
                    return history.map(on -> all.onlyOn(on, List.of())).orElse(all);
                },
                (shard, replies) -> true);
    }

    private static List<Command> commands(List<Part> parts) {
        return parts.stream().map(part -> part.command().get()).toList();
    }

    private static List<Object> present(List<@Nullable Object> replies) {
        return replies.stream().map(Objects::requireNonNull).toList();
    }

    /**
     * Makes changes as {@link #callEach} does, and waits within its limit until as many replicas as a setting says have them.
     *
     * @param changes whose commands are made anew each time they are sent. Where {@link #isConfirming}, each has to change
     *     something, or to answer {@link #NOTHING_CHANGED}: what changes nothing goes to no replica, and Redis would say that all have it
     * @return for each whether Redis and so many replicas have it
     */
    public List<Boolean> callConfirmed(RedisOperation operation, List<Part> changes) {
        if (!isConfirming()) {
            return callEach(operation, changes).stream()
                    .map(Optional::isPresent)
                    .toList();
        }
        Command confirmed = Command.confirmed(confirmReplicas, replicasLimit);
        return run(
                        operation,
                        changes,
                        group -> RoundTrip.ofSlots(
                                () -> Stream.concat(commands(group).stream(), Stream.of(confirmed))
                                        .toList(),
                                Redis::present),
                        (shard, replies) -> shard.confirmations().areIn(replies))
                .stream()
                .map(reply -> reply.isPresent() && !reply.get().equals(NOTHING_CHANGED))
                .toList();
    }

    /** Whether {@link #callConfirmed} waits for replicas. */
    public boolean isConfirming() {
        return confirmReplicas > 0;
    }

    /** Makes one call for each master that has some of the parts; those that are redirected are sent once more. */
    private List<Optional<Object>> run(
            RedisOperation operation,
            List<Part> parts,
            Function<List<Part>, RoundTrip<List<Object>>> maker,
            BiPredicate<Shard, List<Object>> counts) {
        if (shards == null) {
            return Collections.nCopies(parts.size(), Optional.empty());
        }
        Deadline deadline = Deadline.in(limit);
        List<Optional<Object>> answers = new ArrayList<>(Collections.nCopies(parts.size(), Optional.empty()));
        Map<Hop, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            add(groups, new Hop(shards.of(parts.get(i).key()), false), i);
        }
        for (int hops = 0; hops <= MOST_REDIRECTIONS && !groups.isEmpty(); hops++) {
            List<Supplier<Group>> calls = new ArrayList<>();
            groups.forEach((hop, positions) -> calls.add(tracing.carried(() -> {
                List<Part> some = positions.stream().map(parts::get).toList();
                return new Group(hop, positions, once(operation, some.get(0).key(), maker.apply(some), hop, deadline));
            })));
            groups = new LinkedHashMap<>();
            for (Group group : shards.sideBySide(calls)) {
                take(operation, parts, group, counts, answers, groups);
            }
        }
        return answers;
    }

    /** What a master has answered to some of the parts; no replies: nothing. */
    private record Group(Hop hop, List<Integer> positions, List<Object> replies) {}

    private static void add(Map<Hop, List<Integer>> groups, Hop hop, int position) {
        groups.computeIfAbsent(hop, one -> new ArrayList<>()).add(position);
    }

    private void take(
            RedisOperation operation,
            List<Part> parts,
            Group group,
            BiPredicate<Shard, List<Object>> counts,
            List<Optional<Object>> answers,
            Map<Hop, List<Integer>> redirected) {
        if (group.replies().isEmpty()) {
            return;
        }
        boolean good = counts.test(group.hop().shard(), group.replies());
        for (int i = 0; i < group.positions().size(); i++) {
            int position = group.positions().get(i);
            Object reply = group.replies().get(i);
            if (reply instanceof ErrorReply error) {
                Redirection redirection = Redirection.of(error).orElseThrow();
                next(
                                operation,
                                parts.get(position).key(),
                                redirection,
                                error.text(),
                                group.hop().shard())
                        .ifPresent(hop -> add(redirected, hop, position));
            } else if (good) {
                answers.set(position, Optional.of(reply));
            }
        }
    }

    /** @return the replies; none after a failure */
    private List<Object> once(
            RedisOperation operation, String key, RoundTrip<List<Object>> roundTrip, Hop hop, Deadline deadline) {
        Shard shard = hop.shard();
        RoundTrip<List<Object>> sent = hop.of(roundTrip);
        if (!shard.lets(sent)) {
            return List.of();
        }
        long start = System.nanoTime();
        try (TraceSpan span = tracing.start("redis " + operation.label(), SPAN_ATTRIBUTES);
                Attempt<List<Object>> attempt = shard.connections().attempt(sent, deadline)) {
            try {
                attempt.awaitTurn();
                List<Object> replies = shard.way().call(shard.guarded(sent, attempt));
                shard.succeeded(operation, sent, start);
                return replies;
            } catch (InterruptedException | RuntimeException | Error e) {
                var unused = failed(operation, key, sent, shard, e, start, span);
                return List.of();
            }
        }
    }

    /**
     * Makes a call that counts for nothing and is not logged, over a connection of its own: for work in the background
     * which only looks into why another call has failed. It is not made while the circuit is open.
     *
     * @param key as of {@link #call}
     * @return the answer; empty after a failure
     */
    public <T> Optional<T> callUncounted(String key, RoundTrip<T> roundTrip) {
        if (shards == null) {
            return Optional.empty();
        }
        Shard shard = shards.of(key);
        if (!shard.lets(roundTrip)) {
            return Optional.empty();
        }
        try (Attempt<T> attempt = shard.connections().uncountedAttempt(roundTrip)) {
            return Optional.of(attempt.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The keys in groups: those of each can stand in one command. All in one, except in a Cluster.
     *
     * @param keys in whose order the groups and their keys are
     */
    public List<List<String>> together(Collection<String> keys) {
        return List.copyOf(keys.stream()
                .collect(Collectors.groupingBy(this::tagOf, LinkedHashMap::new, Collectors.toUnmodifiableList()))
                .values());
    }

    /** Whether both keys can stand in one command. */
    public boolean areTogether(String key, String other) {
        return tagOf(key).equals(tagOf(other));
    }

    /** A text that, in braces in another key, makes both stand {@link #together}; empty where all do. */
    public String tagOf(String key) {
        return shards == null ? "" : shards.tagOf(key);
    }

    /** Whether keys are spread over several masters. */
    public boolean isClustered() {
        return clustered;
    }

    /**
     * For each master a key, for {@link #call}s of what has no key. Where they are not known yet they are asked for, which takes as
     * long as two calls.
     *
     * @return none without a configured Redis, and where they could not be found
     */
    public List<String> keysEverywhere() {
        return shards == null ? List.of() : shards.keysEverywhere();
    }

    /**
     * Asks Redis who it is, and to be read, over a connection of its own. Counts for nothing and is not logged. Who does not
     * answer in time is asked once more: it lasts as long as two calls, and in a Cluster, whose masters it looks for first, as four.
     * That they cannot be found is logged.
     *
     * @return what it has answered; empty without an address
     */
    public Optional<RedisGreeting> greet() {
        return shards == null ? Optional.empty() : Optional.of(shards.greet());
    }

    private boolean isAny(Predicate<Shard> predicate) {
        return shards != null && shards.all().stream().anyMatch(predicate);
    }

    /** What is known of the history of Redis, of the least known in a Cluster; unasked without an address. */
    public HistoryState history() {
        return shards == null
                ? HistoryState.UNASKED
                : HistoryState.ofAll(shards.all().stream().map(Shard::history).toList());
    }

    /**
     * Whether Sentinels, or nodes of a Cluster, said where the masters are when they were last asked. Where they do not, whoever was
     * master stays, until it is no more.
     */
    public boolean knowsTheWay() {
        return shards == null || shards.knowsTheWay();
    }

    /** Whether it has answered anything since the start: before that, nobody knows whether it can be used. */
    public boolean hasAnswered() {
        return isAny(Shard::hasAnswered);
    }

    /** Whether an address is configured. */
    public boolean isConfigured() {
        return shards != null;
    }

    /** Whether an address is configured and a main circuit not open: what is there is read, if Redis lets it. */
    public boolean isEnabled() {
        return isAny(shard -> !shard.isOpen());
    }

    /** Whether a call that reads would reach for the network now, for some keys: also not while the background try is under way. */
    public boolean isAvailable() {
        return isAny(Shard::isAvailable);
    }

    /** Whether a call that stores would reach for the network now, for some keys. */
    public boolean isStoring() {
        return isAny(Shard::isStoring);
    }

    /** The same for that key. */
    public boolean isStoring(String key) {
        return shards != null && shards.of(key).isStoring();
    }

    /**
     * The state of the circuits at this moment: of that which is further from closed. Open with {@link #isEnabled}
     * means that Redis is read and nothing is stored, or that some master of a Cluster is not even read. Asking changes nothing.
     */
    public CircuitRecord.Snapshot circuit() {
        return shards == null
                ? CircuitRecord.Snapshot.CLOSED
                : shards.all().stream()
                        .map(Shard::circuit)
                        .reduce(CircuitRecord.Snapshot::worse)
                        .orElse(CircuitRecord.Snapshot.CLOSED);
    }

    /** Closes all circuits at once; the breakers follow with the next background tries that succeed. */
    public void resetCircuit() {
        if (shards != null) {
            shards.allToTry().forEach(Shard::resetCircuit);
        }
    }

    /**
     * Makes the background try of each open circuit whose recovery time is over: the very kind of call that was refused,
     * over a new connection, and the one call that the breaker lets through then. A Redis that has never answered is asked
     * again after as long a time. To be called twice a second or so, never by a request.
     */
    public void tryAgainIfDue() {
        if (shards == null) {
            return;
        }
        shards.refreshIfDue();
        List<Supplier<Boolean>> tries = shards.allToTry().stream()
                .<Supplier<Boolean>>map(shard -> () -> {
                    shard.tryAgainIfDue();
                    return true;
                })
                .toList();
        var unused = shards.sideBySide(tries);
    }

    @Override
    public void close() {
        if (shards != null) {
            shards.close();
        }
    }
}
