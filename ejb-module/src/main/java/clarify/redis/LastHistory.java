package clarify.redis;

import java.util.Optional;

/** What the connections to one Redis were last told of its history. Thread-safe. */
final class LastHistory {

    private final HistoryCheck check;
    private Optional<History> last = Optional.empty();
    private boolean asked;

    LastHistory(HistoryCheck check) {
        this.check = check;
    }

    /** @return whether another history, or none, was told before */
    synchronized boolean isNews(Optional<History> told) {
        boolean news = asked && !last.equals(told);
        asked = true;
        last = told;
        return news;
    }

    synchronized HistoryState state() {
        if (check == HistoryCheck.IGNORE) {
            return HistoryState.IGNORED;
        }
        return asked ? HistoryState.of(last) : HistoryState.UNASKED;
    }
}
