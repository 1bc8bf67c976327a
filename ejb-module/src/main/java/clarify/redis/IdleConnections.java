package clarify.redis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections that nobody uses at the moment. The one that was used last is taken first. Thread-safe, and without a lock: every
 * call comes here twice (ADR 75).
 */
final class IdleConnections {

    private final int most;
    private final AtomicReference<State> state = new AtomicReference<>(new State(0, false, null));

    IdleConnections(int most) {
        this.most = most;
    }

    /** A connection and the generation it was made in. */
    record Pooled(RedisConnection connection, int generation) {}

    private record Stack(Pooled first, @Nullable Stack others, int size) {}

    /** All that changes, as one. */
    private record State(
            int generation, boolean closed, @Nullable Stack idle) {

        State with(Pooled pooled) {
            return new State(generation, closed, new Stack(pooled, idle, size() + 1));
        }

        State withoutFirst() {
            return idle == null ? this : new State(generation, closed, idle.others());
        }

        State dropped(boolean last) {
            return new State(generation + 1, closed || last, null);
        }

        int size() {
            return idle == null ? 0 : idle.size();
        }
    }

    /** That of the connections which are made from now on. */
    int generation() {
        return now().generation();
    }

    int size() {
        return now().size();
    }

    private State now() {
        return requireNonNull(state.get());
    }

    /** @return empty when there is none */
    Optional<Pooled> take() {
        Stack idle = state.getAndUpdate(State::withoutFirst).idle();
        return Optional.ofNullable(idle).map(Stack::first);
    }

    /** @return whether it was kept; not one of an older generation, nor one too many */
    boolean giveBack(Pooled pooled) {
        State before = state.getAndUpdate(now -> keeps(now, pooled) ? now.with(pooled) : now);
        return keeps(before, pooled);
    }

    private boolean keeps(State now, Pooled pooled) {
        return !now.closed() && now.generation() == pooled.generation() && now.size() < most;
    }

    /**
     * Begins a new generation.
     *
     * @param last whether nothing is kept from now on
     * @return those of the older ones
     */
    List<Pooled> dropAll(boolean last) {
        List<Pooled> dropped = new ArrayList<>();
        for (Stack each = state.getAndUpdate(now -> now.dropped(last)).idle(); each != null; each = each.others()) {
            dropped.add(each.first());
        }
        return dropped;
    }
}
