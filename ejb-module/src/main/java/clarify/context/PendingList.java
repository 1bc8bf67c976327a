package clarify.context;

import clarify.cache.CachedList;
import clarify.concurrent.SingleFlight;
import clarify.kind.Kind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One list on its way to one build. */
interface PendingList<E> {

    /** Waits for the list, at most until {@code deadline} of {@link System#nanoTime}. */
    LoadedList<E> await(long deadline);

    static <E> PendingList<E> cached(CachedList<E> list) {
        return deadline -> LoadedList.inCache(list);
    }

    static <E> PendingList<E> underWay(
            Kind kind, UUID userId, SingleFlight<UUID, List<E>>.Share lookup, ContextMetrics metrics) {
        return new Lookup<>(kind, userId, lookup, metrics);
    }

    record Lookup<E>(Kind kind, UUID userId, SingleFlight<UUID, List<E>>.Share share, ContextMetrics metrics)
            implements PendingList<E> {

        private static final Logger LOG = Logger.getLogger(Lookup.class.getName());

        @Override
        public LoadedList<E> await(long deadline) {
            try {
                List<E> rows = share.await(deadline);
                count(ContextMetrics.Lookup.OK);
                return LoadedList.inDatabase(rows, share);
            } catch (ExecutionException e) {
                count(ContextMetrics.Lookup.FAILED);
                return failed("failed", e.getCause());
            } catch (TimeoutException e) {
                count(ContextMetrics.Lookup.TIMEOUT);
                return failed("ran out of time", e);
            } catch (InterruptedException e) {
                count(ContextMetrics.Lookup.FAILED);
                Thread.currentThread().interrupt();
                return failed("was interrupted", e);
            }
        }

        /** Counted by one of those who shared it. */
        private void count(ContextMetrics.Lookup outcome) {
            if (share.isLeading()) {
                metrics.lookedUp(kind, outcome);
            }
        }

        /** Logged by one of those who shared it. */
        private LoadedList<E> failed(String how, @Nullable Throwable cause) {
            if (share.isLeading()) {
                LOG.log(Level.WARNING, cause, () -> "Lookup " + how + ": kind=" + kind.label() + " userId=" + userId);
            }
            return LoadedList.nothing(share);
        }
    }
}
