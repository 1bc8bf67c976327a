package clarify.redis;

import java.util.Optional;

/** What the connections to one Redis were last told of its history. That they were told none is logged. Thread-safe. */
final class LastHistory {

    private final String name;
    private final HistoryCheck check;
    private final TroubleLog trouble;
    private Optional<History> last = Optional.empty();
    private boolean asked;

    /** @param name where it is, for people, as the end of a sentence; empty where there is one only */
    LastHistory(String name, HistoryCheck check) {
        this.name = name;
        this.check = check;
        this.trouble = new TroubleLog("Redis" + name + " tells its history again.");
    }

    /** @return whether another history, or none, was told before */
    synchronized boolean isNews(Optional<History> told) {
        boolean news = asked && !last.equals(told);
        asked = true;
        last = told;
        return news;
    }

    /** @param why none was told last; of no meaning when one was */
    synchronized void log(String why) {
        if (last.isPresent()) {
            trouble.isOver();
        } else {
            trouble.isThere(
                    why,
                    () -> "Redis" + name + " does not tell its history: " + why
                            + ". No list that it has counts, and contexts come from the database until it does.");
        }
    }

    synchronized HistoryState state() {
        if (check == HistoryCheck.IGNORE) {
            return HistoryState.IGNORED;
        }
        return asked ? HistoryState.of(last) : HistoryState.UNASKED;
    }
}
