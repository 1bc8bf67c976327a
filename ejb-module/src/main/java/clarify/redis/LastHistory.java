package clarify.redis;

import clarify.logging.RecurringCauses;
import java.util.Optional;
import java.util.logging.Logger;

/** What the connections to one Redis were last told of its history. That they were told none is logged. Thread-safe. */
final class LastHistory {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final String name;
    private final HistoryCheck check;
    private final RecurringCauses causes = new RecurringCauses();
    private Optional<History> last = Optional.empty();
    private boolean asked;
    private boolean logged;

    /** @param name where it is, for people, as the end of a sentence; empty where there is one only */
    LastHistory(String name, HistoryCheck check) {
        this.name = name;
        this.check = check;
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
        if (told.isEmpty() && (first || other)) {
            lost(why);
        } else if (told.isPresent()) {
            found();
        }
        return !first && other;
    }

    /** Where connections lead to several servers, which they should not, one of them may tell and another one not. */
    private void lost(String why) {
        if (causes.worth(why).isPresent()) {
            logged = true;
            LOG.warning(() -> "Redis" + name + " does not tell its history: " + why
                    + ". No list that it has counts, and contexts come from the database until it does.");
        }
    }

    private void found() {
        if (logged) {
            logged = false;
            LOG.info(() -> "Redis" + name + " tells its history again.");
        }
    }

    synchronized HistoryState state() {
        if (check == HistoryCheck.IGNORE) {
            return HistoryState.IGNORED;
        }
        return asked ? HistoryState.of(last) : HistoryState.UNASKED;
    }
}
