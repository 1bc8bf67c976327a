package clarify.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One number of one person that grows with every write, and who may expect how much of it. Thread-safe. */
final class Wanted {
    /** How long a write whose answer was lost may still happen: far longer than any fault and any time limit of a server. */
    private static final long SETTLED_NANOS = 60_000_000_000L;

    private static final Acknowledged NOTHING = new Acknowledged(0, -1, 0);

    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private final Map<Long, Long> unknown = new HashMap<>();
    private long attempted;
    private long greatest;
    private final LongSupplier nanoTime;

    /** An answer of a node to a write. */
    record Acknowledged(long number, int node, long at) {}

    /** What a read may be held to: numbers, and the answers that they come from; 0 is nothing. */
    record Floor(Acknowledged always, Acknowledged promised, Acknowledged hoped) {}

    Wanted() {
        this(System::nanoTime);
    }

    Wanted(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized long next() {
        return ++attempted;
    }

    synchronized long attempted() {
        return attempted;
    }

    /** The greatest number that was ever acknowledged. */
    synchronized long greatest() {
        return greatest;
    }

    /** Answered with success, for a write that was sent at that moment. */
    synchronized void acknowledge(long number, int node, long sent) {
        long now = nanoTime.getAsLong();
        greatest = Math.max(greatest, number);
        acknowledged.addLast(new Acknowledged(number, node, now));
        prune(node, now);
        prune(1 - node, now);
        unknown.values().removeIf(lost -> sent - lost > SETTLED_NANOS);
    }

    /** Of the answers that are older than the promise only the newest of each node counts. */
    private void prune(int node, long now) {
        long old = acknowledged.stream()
                .filter(each -> each.node() == node && isOld(each, now))
                .mapToLong(Acknowledged::number)
                .max()
                .orElse(0);
        acknowledged.removeIf(each -> each.node() == node && each.number() < old);
    }

    /** The answer was lost or an error: the write has happened, will happen, or not. */
    synchronized void lose(long number) {
        unknown.put(number, nanoTime.getAsLong());
    }

    /** Whether an answer was lost of a write that may still happen. */
    synchronized boolean isUncertain() {
        return !unknown.isEmpty();
    }

    /**
     * Whether a context may show this number, although greater ones were acknowledged: a write whose answer was lost may come
     * to the database after writes that were sent later.
     */
    synchronized boolean mayHaveComeLate(long number) {
        return unknown.containsKey(number);
    }

    /** What a read that is sent now to the node must show. */
    synchronized Floor floor(int node) {
        long now = nanoTime.getAsLong();
        Acknowledged always = NOTHING;
        Acknowledged promised = NOTHING;
        Acknowledged hoped = NOTHING;
        for (Acknowledged answer : acknowledged) {
            hoped = greater(hoped, answer);
            if (answer.node() == node) {
                always = greater(always, answer);
            } else if (isOld(answer, now)) {
                promised = greater(promised, answer);
            }
        }
        return new Floor(always, promised, hoped);
    }

    private static boolean isOld(Acknowledged answer, long now) {
        return now - answer.at() > HistoryChecker.PROMISE.toNanos();
    }

    private static Acknowledged greater(Acknowledged one, Acknowledged other) {
        return other.number() > one.number() ? other : one;
    }
}
