package clarify.concurrent;

import java.util.concurrent.Executor;

/**
 * Who makes loads.
 *
 * @param usual its every failure to take a load, or to begin it soon, is made good; for a place in a {@link
 *     BoundedExecutor} loads wait
 * @param spare gets the loads that the usual one has thrown away or dropped. Where it throws, a caller makes the load, and
 *     waits for it without a limit
 */
public record LoadThreads(Executor usual, Executor spare) {

    /** Whatever the executor does not make, a caller does. */
    public static LoadThreads orCaller(Executor executor) {
        return new LoadThreads(executor, Runnable::run);
    }
}
