package clarify.invalidation;

import clarify.cache.DeleteOutbox;
import clarify.concurrent.BatchQueue;
import clarify.logging.RecurringCauses;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes deletes on another thread, outside of the caller's transaction, which may be rolled back: the cache takes no part in
 * it. One thread writes those of all callers who wait, in one statement.
 */
final class JdbcDeleteOutbox implements DeleteOutbox {

    private static final Logger LOG = Logger.getLogger(JdbcDeleteOutbox.class.getName());

    private static final int LIMIT = 10_000;
    private static final int BATCH = 100;

    private final OutboxTable table;
    private final Duration limit;
    private final BatchQueue<UUID, Write> queue;
    private final RecurringCauses causes = new RecurringCauses();

    /** @param limit for a caller's wait */
    JdbcDeleteOutbox(OutboxTable table, Executor executor, Duration limit) {
        this.table = table;
        this.limit = limit;
        this.queue = new BatchQueue<>(LIMIT, BATCH, executor, this::writeAll);
    }

    private record Write(UndeliveredDelete delete, CompletableFuture<Void> done) {

        void fail(Throwable failure) {
            done.completeExceptionally(failure);
        }
    }

    @Override
    public void add(Collection<String> keys) {
        Write write = new Write(new UndeliveredDelete(keys), new CompletableFuture<>());
        queue.put(write.delete().id(), write)
                .forEach(
                        displaced -> displaced.fail(new RejectedExecutionException("more than " + LIMIT + " deletes")));
        queue.drain();
        await(write);
    }

    /** Also on a thread that was interrupted before: the delete has no other way to last. */
    private void await(Write write) {
        boolean interrupted = Thread.interrupted();
        try {
            write.done().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            notWritten(e.getCause());
        } catch (TimeoutException e) {
            notWritten(e);
        } catch (InterruptedException e) {
            interrupted = true; // the caller leaves; it is written all the same
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeAll(List<Write> batch) {
        try {
            table.addDeletes(batch.stream().map(Write::delete).toList());
            batch.forEach(write -> write.done().complete(null));
        } catch (Throwable e) {
            List<Write> next = queue.removeAll(); // they would fail as well
            batch.forEach(write -> write.fail(e));
            next.forEach(write -> write.fail(e));
        }
    }

    /** Deletes that wait to be written. */
    int waiting() {
        return queue.size();
    }

    private void notWritten(@Nullable Throwable cause) {
        causes.worth(cause)
                .ifPresent(others -> LOG.log(
                        Level.WARNING,
                        "A value was deleted that Redis may still have, and this is not yet written to the database: this"
                                + " node alone knows of it, until it has reached Redis",
                        cause));
    }
}
