package clarify.concurrent;

import java.util.concurrent.Executor;

/** Who makes loads: an executor, and spare threads for what that has thrown away or dropped. */
public interface LoadThreads extends Executor {

    /**
     * Runs the load on a spare thread, although it was given to the executor before: only one of the two does anything.
     *
     * @throws ExecutorFull when there is no place for it now
     * @throws RuntimeException or an Error, when there is no thread for it
     */
    void executeOnSpare(Runnable load);

    /** Whatever the executor does not make, a caller does, and waits for it without a limit. */
    static LoadThreads orCaller(Executor executor) {
        return with(executor, Runnable::run);
    }

    /** Two executors. */
    static LoadThreads with(Executor executor, Executor spare) {
        return new LoadThreads() {
            @Override
            public void execute(Runnable load) {
                executor.execute(load);
            }

            @Override
            public void executeOnSpare(Runnable load) {
                spare.execute(load);
            }
        };
    }
}
