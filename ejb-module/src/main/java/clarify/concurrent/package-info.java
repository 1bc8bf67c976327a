/**
 * Concurrency without a domain: request coalescing ({@link clarify.concurrent.SingleFlight}), a batching queue, a bounded
 * executor, and the server's executor. Nothing here waits without a limit.
 */
@NullMarked
package clarify.concurrent;

import org.jspecify.annotations.NullMarked;
