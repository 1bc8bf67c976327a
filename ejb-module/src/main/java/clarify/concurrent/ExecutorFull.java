package clarify.concurrent;

import java.util.concurrent.RejectedExecutionException;

/** As many tasks as may be are under way: trying again soon makes sense. */
final class ExecutorFull extends RejectedExecutionException {

    private static final long serialVersionUID = 1;

    ExecutorFull(int limit) {
        super(limit + " tasks are under way");
    }
}
