package clarify.redis;

import java.util.List;

/** Logs why nobody tells where the masters are, once for each kind of cause until that is told again. Thread-safe. */
final class LookUpLog {

    private final String trouble;
    private final TroubleLog log;

    /**
     * @param trouble what is not told; the cause comes after it
     * @param end that it is told again
     */
    LookUpLog(String trouble, String end) {
        this(trouble, new TroubleLog(end));
    }

    LookUpLog(String trouble, TroubleLog log) {
        this.trouble = trouble;
        this.log = log;
    }

    /** @param failures of those who were asked, at least one */
    void failed(List<RuntimeException> failures) {
        RuntimeException cause = worst(failures);
        log.isThere(kind(cause), () -> trouble + ": " + Repairable.told(cause).orElseGet(cause::toString));
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
        log.isOver();
    }
}
