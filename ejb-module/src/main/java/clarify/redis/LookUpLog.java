package clarify.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;

/** Logs why nobody tells where the masters are, once for each kind of cause until that is told again. For one thread at a time. */
final class LookUpLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final String trouble;
    private final String end;
    private final Set<String> logged = new HashSet<>();

    /**
     * @param trouble what is not told; the cause comes after it
     * @param end that it is told again
     */
    LookUpLog(String trouble, String end) {
        this.trouble = trouble;
        this.end = end;
    }

    /** @param failures of those who were asked, at least one */
    void failed(List<RuntimeException> failures) {
        RuntimeException cause = worst(failures);
        if (logged.add(kind(cause))) {
            LOG.warning(() -> trouble + ": " + Repairable.told(cause).orElseGet(cause::toString));
        }
    }

    /** The first that tells what to repair speaks for all, or else the last. */
    static RuntimeException worst(List<RuntimeException> failures) {
        return failures.stream().filter(LookUpLog::tellsWhatToDo).findFirst().orElse(failures.get(failures.size() - 1));
    }

    static boolean tellsWhatToDo(RuntimeException failure) {
        return Repairable.told(failure).isPresent();
    }

    /** What a node has answered, such as which right is missing, is the same for all; other texts name the node. */
    private static String kind(RuntimeException cause) {
        return cause instanceof RefusedReading refusal && refusal.tellsWhatToDo()
                ? String.valueOf(refusal.getMessage())
                : CallOutcome.of(cause).name();
    }

    void succeeded() {
        if (!logged.isEmpty()) {
            logged.clear();
            LOG.info(end);
        }
    }
}
