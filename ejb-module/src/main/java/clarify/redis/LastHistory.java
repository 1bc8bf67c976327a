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

    /**
     * @param why none was told; of no meaning when one was
     * @return whether another history, or none, was told before
     */
    synchronized boolean isNews(Optional<History> told, String why) {
        boolean first = !asked;
        boolean other = !last.equals(told);
        asked = true;
        last = told;
        if (told.isPresent()) {
            trouble.isOver();
        } else if (first || other) {
            trouble.isThere(
                    why,
                    () -> "Redis" + name + " does not tell its history: " + why
                            + ". No list that it has counts, and contexts come from the database until it does.");
        }
        return !first && other;
    }

    synchronized HistoryState state() {
        if (check == HistoryCheck.IGNORE) {
            return HistoryState.IGNORED;
        }
        return asked ? HistoryState.of(last) : HistoryState.UNASKED;
    }
}
