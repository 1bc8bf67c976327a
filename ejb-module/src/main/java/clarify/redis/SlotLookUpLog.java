package clarify.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;

/** Logs why nobody tells the slots of a Cluster, once for each kind of cause until they are told again. For one thread at a time. */
final class SlotLookUpLog {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());

    private final Set<String> logged = new HashSet<>();

    /** @param failures of the nodes that were asked, at least one: the first that tells what to repair speaks for all, or else the last */
    void failed(List<RuntimeException> failures) {
        RuntimeException cause = failures.stream()
                .filter(SlotLookUpLog::tellsWhatToDo)
                .findFirst()
                .orElse(failures.get(failures.size() - 1));
        if (logged.add(kind(cause))) {
            LOG.warning(() -> "The Redis Cluster does not tell who has its slots, or whether it is well: "
                    + FailureLog.told(cause).orElseGet(cause::toString));
        }
    }

    static boolean tellsWhatToDo(RuntimeException failure) {
        return FailureLog.told(failure).isPresent();
    }

    /** Not its text, which names the node. */
    private static String kind(RuntimeException cause) {
        String message = String.valueOf(cause.getMessage());
        return ErrorReply.isAdvised(message)
                ? new ErrorReply(message).code()
                : CallOutcome.of(cause).name();
    }

    void succeeded() {
        if (!logged.isEmpty()) {
            logged.clear();
            LOG.info("The slots of the Redis Cluster are known again.");
        }
    }
}
