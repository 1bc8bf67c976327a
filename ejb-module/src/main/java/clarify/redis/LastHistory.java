package clarify.redis;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the connections to one Redis were last told of its history. Thread-safe. */
final class LastHistory {

    private final HistoryCheck check;
    private final AtomicReference<Told> last = new AtomicReference<>(Told.NOTHING_YET);

    LastHistory(HistoryCheck check) {
        this.check = check;
    }

    private record Told(boolean asked, Optional<History> history) {

        static final Told NOTHING_YET = new Told(false, Optional.empty());
    }

    /** @return whether another history, or none, was told before */
    boolean isNews(Optional<History> told) {
        Told before = last.getAndSet(new Told(true, told));
        return before.asked() && !before.history().equals(told);
    }

    HistoryState state() {
        if (check == HistoryCheck.IGNORE) {
            return HistoryState.IGNORED;
        }
        Told told = requireNonNull(last.get());
        return told.asked() ? HistoryState.of(told.history()) : HistoryState.UNASKED;
    }
}
