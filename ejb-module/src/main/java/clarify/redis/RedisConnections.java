package clarify.redis;

import clarify.redis.IdleConnections.Pooled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Pooled connections to one Redis. They follow it: whatever makes one of them doubtful makes all doubtful that were made
 * before, and the next ones are made to wherever the name leads then. Thread-safe.
 */
final class RedisConnections implements AutoCloseable {

    /** So long a connection has to be idle before it is asked whether it still leads to anybody. */
    static final Duration DOUBTFUL = Duration.ofSeconds(1);

    /** After that time a connection may lead to a former master; before, a new one would lead to the same server. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int PART_FOR_A_CHECK = 5;

    private final Connector connector;
    private final Duration limit;
    private final Duration wait;
    private final Duration maxAge;
    private final int size;
    private final Semaphore permits;
    private final LastHistory histories;
    private final boolean ofCluster;
    private final IdleConnections idle;

    /**
     * @param name where it is, for people, as the end of a sentence; empty where there is one only
     * @param ofCluster whether it may answer that another one has a slot
     */
    RedisConnections(String name, Connector connector, RedisSettings settings, boolean ofCluster) {
        this.connector = connector;
        this.limit = settings.deadline();
        this.wait = settings.poolWait();
        this.maxAge = settings.maxConnectionAge();
        this.size = settings.poolSize();
        this.permits = new Semaphore(size);
        this.histories = new LastHistory(name, settings.history());
        this.ofCluster = ofCluster;
        this.idle = new IdleConnections(size);
    }

    /** One round trip that is still to be made. To be closed. */
    <T> Attempt<T> attempt(RoundTrip<T> roundTrip, Deadline deadline) {
        return new Attempt<>(roundTrip, deadline, false, true);
    }

    /** The same over a connection of its own, which does not wait for its turn; its time begins now. */
    <T> Attempt<T> freshAttempt(RoundTrip<T> roundTrip) {
        return new Attempt<>(roundTrip, Deadline.in(limit), true, true);
    }

    /** The same, whose failure says nothing about the other connections. */
    <T> Attempt<T> uncountedAttempt(RoundTrip<T> roundTrip) {
        return new Attempt<>(roundTrip, Deadline.in(limit), true, false);
    }

    HistoryState history() {
        return histories.state();
    }

    int active() {
        return size - permits.availablePermits();
    }

    int idle() {
        return idle.size();
    }

    int waiting() {
        return permits.getQueueLength();
    }

    /** Looks where Redis is, if the last time is a while ago. */
    void refreshIfDue() {
        connector.refreshIfDue();
    }

    /** Whether it was told where Redis is when it last asked, or need not ask. */
    boolean knowsTheWay() {
        return connector.knowsTheWay();
    }

    private Pooled connect(Deadline deadline) {
        int generation = idle.generation(); // before: what makes connections doubtful meanwhile is about this one too
        return new Pooled(connector.connect(deadline), generation);
    }

    private void giveBack(Pooled pooled) {
        if (!idle.giveBack(pooled)) {
            pooled.connection().closeNow();
        }
    }

    /** No connection that was made until now is used again. */
    private void dropAll(boolean last) {
        idle.dropAll(last).forEach(pooled -> pooled.connection().closeNow());
    }

    /**
     * A round trip within one deadline. A connection that has died in the pool is replaced once; a time-out is never
     * repeated. A connection on which anything failed is closed.
     */
    final class Attempt<T> implements Supplier<T>, AutoCloseable {

        private final RoundTrip<T> roundTrip;
        private final Deadline deadline;
        private final boolean fresh;
        private final boolean counted;
        private boolean permitted;

        private Attempt(RoundTrip<T> roundTrip, Deadline deadline, boolean fresh, boolean counted) {
            this.roundTrip = roundTrip;
            this.deadline = deadline;
            this.fresh = fresh;
            this.counted = counted;
        }

        /**
         * Waits until it may use a connection.
         *
         * @throws PoolExhausted when that takes too long
         */
        void awaitTurn() throws InterruptedException {
            permitted = permits.tryAcquire(deadline.atMost(wait).remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (!permitted) {
                throw new PoolExhausted();
            }
        }

        /** @throws RuntimeException when Redis could not be reached in time, or its answer is none for this round trip */
        @Override
        public T get() {
            Optional<Pooled> pooled = fresh ? Optional.empty() : takeUsable();
            if (pooled.isPresent()) {
                try {
                    return answerOver(pooled.get(), roundTrip);
                } catch (JedisConnectionException e) {
                    throwUnlessItHadDied(e);
                }
            }
            try {
                return answerOver(connect(deadline), pooled.isPresent() ? roundTrip.again() : roundTrip);
            } catch (JedisConnectionException e) {
                throw failed(e);
            }
        }

        private T answerOver(Pooled pooled, RoundTrip<T> first) {
            RedisConnection connection = pooled.connection();
            boolean good = false;
            try {
                RoundTrip<T> sent = first;
                while (true) {
                    Optional<T> refused = refusal(connection, sent);
                    T answer = refused.isPresent()
                            ? refused.get()
                            : decoded(connection, sent, connection.exchange(sent.commands()));
                    Optional<RoundTrip<T>> next = sent.next(answer);
                    if (next.isEmpty()) {
                        good = true;
                        return answer;
                    }
                    sent = next.get();
                }
            } catch (Redirected e) {
                good = true;
                throw e;
            } finally {
                if (good) {
                    giveBack(pooled);
                } else {
                    connection.closeNow();
                }
            }
        }

        /** Whoever is bound to a history must know whether the connection has it. */
        private Optional<T> refusal(RedisConnection connection, RoundTrip<T> roundTrip) {
            if (roundTrip.isBound() && !connection.wasAskedForHistory()) {
                connection.exchange(List.of(Command.history()));
                learnHistory(connection);
            }
            return roundTrip.refusal(connection.history());
        }

        /** A connection that is told another history than those before makes all of them doubtful. */
        private void learnHistory(RedisConnection connection) {
            if (connection.hasNewHistory() && histories.isNews(connection.history())) {
                doubtAll();
            }
        }

        private T decoded(RedisConnection connection, RoundTrip<T> sent, List<@Nullable Object> received) {
            learnHistory(connection);
            Optional<T> refused = sent.refusal(connection.history());
            if (refused.isPresent()) {
                return refused.get();
            }
            List<Command> forgotten = sent.forgotten(received);
            List<@Nullable Object> replies =
                    forgotten.isEmpty() ? received : sent.completed(received, connection.exchange(forgotten));
            if (tellsOfRole(replies)
                    && (!sent.isGivenErrors() || connection.age().compareTo(SETTLED) >= 0)) {
                doubtAll();
            }
            if (connection.hasNewHistory() && !(ofCluster && sendsAway(replies))) {
                histories.log(connection.whyNoHistory());
            }
            if (ofCluster && !sent.isOfSlots()) {
                refuseRedirected(replies);
            }
            return sent.decode(replies);
        }

        private static boolean tellsOfRole(List<@Nullable Object> replies) {
            for (Object reply : replies) {
                if (reply instanceof ErrorReply error && error.isOfRole()) {
                    return true;
                }
            }
            return false;
        }

        /** Who sends calls to another node need not be a master. */
        private static boolean sendsAway(List<@Nullable Object> replies) {
            return replies.stream().anyMatch(reply -> Redirection.in(reply).isPresent());
        }

        private static void refuseRedirected(List<@Nullable Object> replies) {
            for (Object reply : replies) {
                if (reply instanceof ErrorReply error) {
                    Redirection.of(error).ifPresent(redirection -> {
                        throw new Redirected(error, redirection);
                    });
                }
            }
        }

        /** A time-out is not repeated: the time is over, or will be. */
        private void throwUnlessItHadDied(JedisConnectionException failure) {
            RuntimeException failed = failed(failure);
            if (failed != failure || CallOutcome.of(failure) == CallOutcome.TIMEOUT) {
                throw failed;
            }
        }

        private RuntimeException failed(JedisConnectionException failure) {
            if (Thread.currentThread().isInterrupted()) {
                return new CallInterrupted(failure);
            }
            doubtAll();
            return failure;
        }

        /** Not because of what is the caller's own business. */
        private void doubtAll() {
            if (counted && !Thread.currentThread().isInterrupted()) {
                dropAll(false);
            }
        }

        private Optional<Pooled> takeUsable() {
            Optional<Pooled> taken = idle.take();
            while (taken.isPresent() && !isUsable(taken.get().connection())) {
                taken.get().connection().closeNow();
                taken = idle.take();
            }
            return taken;
        }

        /** What came unasked for belongs to nobody, and nor does what will come after it. */
        private boolean isUsable(RedisConnection connection) {
            if (connection.age().compareTo(maxAge) >= 0 || !connector.leadsTo(connection) || connection.hasUnread()) {
                return false;
            }
            if (connection.idle().compareTo(DOUBTFUL) >= 0
                    && !connection.answers(deadline.atMost(limit.dividedBy(PART_FOR_A_CHECK)))) {
                doubtAll();
                return false;
            }
            connection.useUntil(deadline);
            return true;
        }

        @Override
        public void close() {
            if (permitted) {
                permits.release();
            }
        }
    }

    @Override
    public void close() {
        dropAll(true);
    }
}
