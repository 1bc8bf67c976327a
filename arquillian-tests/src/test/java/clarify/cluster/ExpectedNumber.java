package clarify.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A number of a user that grows with every write, and the least value that a read must show. Thread-safe. */
final class ExpectedNumber {
    /** How long a write without an answer may still be committed: longer than any fault and any time-out of a server. */
    private static final long SETTLED_NANOS = 60_000_000_000L;

    private static final Acknowledged NOTHING = new Acknowledged(0, -1, 0);

    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private final Map<Long, Long> unknown = new HashMap<>();
    private long attempted;
    private long greatest;
    private final LongSupplier nanoTime;

    /** A write that a node has acknowledged. */
    record Acknowledged(long number, int node, long at) {}

    /** The least number that a read must show, for each guarantee; 0 if there is none. */
    record Floor(Acknowledged always, Acknowledged promised, Acknowledged hoped) {}

    ExpectedNumber() {
        this(System::nanoTime);
    }

    ExpectedNumber(LongSupplier nanoTime) {
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

    /** Records a successful answer to a write that was sent at that time. */
    synchronized void acknowledge(long number, int node, long sent) {
        long now = nanoTime.getAsLong();
        greatest = Math.max(greatest, number);
        acknowledged.addLast(new Acknowledged(number, node, now));
        prune(node, now);
        prune(1 - node, now);
        unknown.values().removeIf(lost -> sent - lost > SETTLED_NANOS);
    }

    /** Keeps only the newest of the answers of a node that are older than the lease. */
    private void prune(int node, long now) {
        long old = acknowledged.stream()
                .filter(each -> each.node() == node && isOld(each, now))
                .mapToLong(Acknowledged::number)
                .max()
                .orElse(0);
        acknowledged.removeIf(each -> each.node() == node && each.number() < old);
    }

    /** Records a lost answer or an error: the write may have been committed, may be committed later, or not at all. */
    synchronized void lose(long number) {
        unknown.put(number, nanoTime.getAsLong());
    }

    /** Whether there is a write without an answer that may still be committed. */
    synchronized boolean isUncertain() {
        return !unknown.isEmpty();
    }

    /**
     * Whether a context may show this number although greater ones were acknowledged: a write without an answer may be
     * committed after writes that were sent later.
     */
    synchronized boolean mayHaveComeLate(long number) {
        return unknown.containsKey(number);
    }

    /** What a read that is sent to the node now must show. */
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
        return now - answer.at() > HistoryChecker.LEASE.toNanos();
    }

    private static Acknowledged greater(Acknowledged one, Acknowledged other) {
        return other.number() > one.number() ? other : one;
    }
}
