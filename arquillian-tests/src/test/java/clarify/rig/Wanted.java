package clarify.rig;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One number of one person that grows with every write, and who may expect how much of it. */
final class Wanted {
    private final Pattern place;
    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private long attempted;
    private boolean lost;
    private long quarantinedUntil = System.nanoTime();

    private record Acknowledged(long number, int node, long at) {}

    /** @param place where a context shows the number, as group 1; the greatest counts */
    Wanted(String place) {
        this.place = Pattern.compile(place);
    }

    /** What a read may be held to. Numbers; -1 is nothing. */
    record Floor(long always, long promised, long hoped) {}

    synchronized long next() {
        return ++attempted;
    }

    synchronized long attempted() {
        return attempted;
    }

    /** Past answers that are older than the promise are told by the newest of them. */
    synchronized void acknowledge(long number, int node) {
        long now = System.nanoTime();
        acknowledged.addLast(new Acknowledged(number, node, now));
        prune(node, now);
        prune(1 - node, now);
    }

    private void prune(int node, long now) {
        long old = acknowledged.stream()
                .filter(each -> each.node() == node && now - each.at() > HistoryChecker.PROMISE.toNanos())
                .mapToLong(Acknowledged::number)
                .max()
                .orElse(-1);
        acknowledged.removeIf(each -> each.node() == node && each.number() < old);
    }

    /** The last write may still happen, at any time soon: nothing can be expected until it has or has not. */
    synchronized void unknown() {
        lost = true;
        acknowledged.clear();
        quarantinedUntil = System.nanoTime() + HistoryChecker.QUARANTINE.toNanos();
    }

    /** Whether a write was lost since this was asked: a number that counts must be read anew. */
    synchronized boolean takeLost() {
        boolean wasLost = lost;
        lost = false;
        return wasLost;
    }

    synchronized void countedAnew(long number) {
        attempted = number;
    }

    synchronized boolean isQuarantined() {
        return System.nanoTime() - quarantinedUntil < 0;
    }

    /** What a read that is sent now to the node must show. */
    synchronized Floor floor(int node) {
        long now = System.nanoTime();
        long always = -1;
        long promised = -1;
        long hoped = -1;
        for (Acknowledged answer : acknowledged) {
            hoped = Math.max(hoped, answer.number());
            if (answer.node() == node) {
                always = Math.max(always, answer.number());
            } else if (now - answer.at() > HistoryChecker.PROMISE.toNanos()) {
                promised = Math.max(promised, answer.number());
            }
        }
        return new Floor(always, promised, hoped);
    }

    /** What a context shows of it; 0 if nothing. */
    long shownBy(String context) {
        long shown = 0;
        for (Matcher matcher = place.matcher(context); matcher.find(); ) {
            shown = Math.max(shown, Long.parseLong(matcher.group(1)));
        }
        return shown;
    }
}
