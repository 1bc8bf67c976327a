package clarify.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers who want the same share one load, a <em>flight</em> (the name is from Go's singleflight). For each key one
 * flight is in the air and at most one waits for it to land. A caller joins
 *
 * <ul>
 *   <li>a flight that has not taken off: its load begins after the caller came, so it misses nothing that the caller may
 *       expect;
 *   <li>a flight that has, also when it has landed, if caller and leader have seen the same version of what is loaded
 *       (docs/consistency.md has the argument) and the caller had begun to look before the flight was released: later
 *       callers find what it brought where it is stored.
 * </ul>
 *
 * A failed flight fails those who shared it and is forgotten. Thread-safe.
 *
 * @param <K> what is wanted
 * @param <V> what is loaded
 */
public final class SingleFlight<K, V> {

    /** After its landing: longer than callers take from their look to here, and far shorter than anything is cached. */
    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Flight> waiting = new HashMap<>();
    private final Map<K, Flight> latest = new HashMap<>();
    private final Queue<Flight> landed = new ArrayDeque<>();

    /** @param executor flies; where it refuses, one of the callers does */
    public SingleFlight(Executor executor) {
        this.executor = executor;
    }

    /** Flights that are flown by one of their callers, in that caller's thread. */
    public static <K, V> SingleFlight<K, V> flownByCallers() {
        return new SingleFlight<>(task -> {
            throw new RejectedExecutionException("callers fly");
        });
    }

    /**
     * Joins a flight or starts one.
     *
     * @param sight empty if the caller knows nothing of the state that is loaded
     * @param load called at most once, on whichever thread flies
     */
    public Ticket join(K key, Optional<ObservedVersion> sight, Supplier<? extends V> load) {
        Flight mine;
        lock.lock();
        try {
            forgetLongLanded();
            Flight joinable = joinable(key, sight);
            if (joinable != null) {
                return new Ticket(joinable, false);
            }
            mine = new Flight(key, sight, load);
            waiting.put(key, mine);
            if (isInTheAir(latest.get(key))) {
                return new Ticket(mine, true); // takes off when that one has landed
            }
        } finally {
            lock.unlock();
        }
        launch(mine);
        return new Ticket(mine, true);
    }

    private @Nullable Flight joinable(K key, Optional<ObservedVersion> sight) {
        Flight next = waiting.get(key);
        if (next != null) {
            return next;
        }
        Flight flown = latest.get(key);
        return flown != null && sight.filter(flown::hasWhatIsMissedBy).isPresent() ? flown : null;
    }

    private void forgetLongLanded() {
        long now = System.nanoTime();
        while (!landed.isEmpty() && now - landed.element().landedAt > REMEMBERED) {
            Flight flight = landed.remove();
            latest.remove(flight.key, flight);
        }
    }

    private boolean isInTheAir(@Nullable Flight flight) {
        return flight != null && flight.state == State.FLYING;
    }

    private void launch(@Nullable Flight flight) {
        if (flight == null) {
            return;
        }
        try {
            executor.execute(() -> fly(flight));
        } catch (RejectedExecutionException e) {
            leaveToCallers(flight);
        }
    }

    private void leaveToCallers(Flight flight) {
        lock.lock();
        try {
            if (flight.state == State.WAITING) {
                flight.become(State.LEFT_TO_CALLERS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing if somebody else has taken off with it. */
    private void fly(Flight flight) {
        if (!takeOff(flight)) {
            return;
        }
        try {
            V value = flight.load.get();
            land(flight, value, null);
        } catch (RuntimeException | Error e) {
            land(flight, null, e);
        }
    }

    private boolean takeOff(Flight flight) {
        lock.lock();
        try {
            if (!waiting.remove(flight.key, flight)) {
                return false;
            }
            latest.put(flight.key, flight);
            flight.become(State.FLYING);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void land(Flight flight, @Nullable V value, @Nullable Throwable failure) {
        Flight next = null;
        lock.lock();
        try {
            flight.value = value;
            flight.failure = failure;
            flight.landedAt = System.nanoTime();
            flight.become(State.LANDED);
            if (latest.get(flight.key) == flight) {
                next = waiting.get(flight.key);
                if (failure == null && flight.sight.isPresent()) {
                    landed.add(flight);
                } else {
                    latest.remove(flight.key);
                }
            }
        } finally {
            lock.unlock();
        }
        launch(next);
    }

    /** The flight in the air takes too long: the next one may take off. */
    private void giveUpOn(K key) {
        Flight next;
        lock.lock();
        try {
            next = isInTheAir(latest.remove(key)) ? waiting.get(key) : null;
        } finally {
            lock.unlock();
        }
        launch(next);
    }

    private enum State {
        WAITING,
        LEFT_TO_CALLERS,
        FLYING,
        LANDED
    }

    /** All its fields that change are guarded by the lock. */
    private final class Flight {

        private final K key;
        private final Optional<ObservedVersion> sight;
        private final Supplier<? extends V> load;
        private final Condition news = lock.newCondition();
        private State state = State.WAITING;
        private @Nullable V value;
        private @Nullable Throwable failure;
        private long landedAt;
        private @Nullable Long releasedAt;

        Flight(K key, Optional<ObservedVersion> sight, Supplier<? extends V> load) {
            this.key = key;
            this.sight = sight;
            this.load = load;
        }

        boolean hasWhatIsMissedBy(ObservedVersion seen) {
            boolean same =
                    sight.filter(own -> own.version().equals(seen.version())).isPresent();
            return same && (releasedAt == null || seen.began() - releasedAt < 0);
        }

        void become(State next) {
            state = next;
            news.signalAll();
        }
    }

    /** One caller's share in a flight. */
    public final class Ticket {

        private final Flight flight;
        private final boolean leading;

        private Ticket(Flight flight, boolean leading) {
            this.flight = flight;
            this.leading = leading;
        }

        /** Whether this caller started the flight; the others found it. */
        public boolean isLeading() {
            return leading;
        }

        /**
         * What the flight brought is stored, or will not be: nobody joins it who begins to look after this. Every leader does
         * this once, whatever became of the flight.
         */
        public void release() {
            lock.lock();
            try {
                flight.releasedAt = System.nanoTime();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits for the flight to land; flies it where the executor would not.
         *
         * @param deadline of {@link System#nanoTime}
         * @return what was loaded
         * @throws ExecutionException with what the load threw
         * @throws TimeoutException when the deadline has passed; others may go on waiting, and who comes later waits for
         *     this flight no more
         */
        public V await(long deadline) throws ExecutionException, TimeoutException, InterruptedException {
            while (awaitNews(deadline) == State.LEFT_TO_CALLERS) {
                fly(flight);
            }
            if (flight.failure != null) {
                throw new ExecutionException(flight.failure);
            }
            return Objects.requireNonNull(flight.value);
        }

        private State awaitNews(long deadline) throws TimeoutException, InterruptedException {
            lock.lock();
            try {
                while (flight.state == State.WAITING || flight.state == State.FLYING) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        break;
                    }
                    flight.news.awaitNanos(left);
                }
                if (flight.state == State.LEFT_TO_CALLERS || flight.state == State.LANDED) {
                    return flight.state;
                }
            } finally {
                lock.unlock();
            }
            giveUpOn(flight.key);
            throw new TimeoutException("no answer in time");
        }
    }
}
