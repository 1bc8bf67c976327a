package clarify.context;

import clarify.cache.CachedList;
import clarify.flight.Flights;
import clarify.kind.Kind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One list on its way to one build. */
interface Fetch<E> {

    /** Waits for the list, at most until {@code deadline} of {@link System#nanoTime}. */
    Found<E> await(long deadline);

    static <E> Fetch<E> cached(CachedList<E> list) {
        return deadline -> Found.inCache(list);
    }

    static <E> Fetch<E> underWay(Kind kind, UUID userId, Flights<UUID, List<E>>.Ticket lookup, ContextFigures figures) {
        return new Lookup<>(kind, userId, lookup, figures);
    }

    record Lookup<E>(Kind kind, UUID userId, Flights<UUID, List<E>>.Ticket ticket, ContextFigures figures)
            implements Fetch<E> {

        private static final Logger LOG = Logger.getLogger(Lookup.class.getName());

        @Override
        public Found<E> await(long deadline) {
            try {
                List<E> rows = ticket.await(deadline);
                count(ContextFigures.Lookup.OK);
                return Found.inDatabase(rows, ticket);
            } catch (ExecutionException e) {
                count(ContextFigures.Lookup.FAILED);
                return failed("failed", e.getCause());
            } catch (TimeoutException e) {
                count(ContextFigures.Lookup.TIMEOUT);
                return failed("ran out of time", e);
            } catch (InterruptedException e) {
                count(ContextFigures.Lookup.FAILED);
                Thread.currentThread().interrupt();
                return failed("was interrupted", e);
            }
        }

        /** Counted by one of those who shared it. */
        private void count(ContextFigures.Lookup outcome) {
            if (ticket.isLeading()) {
                figures.lookedUp(kind, outcome);
            }
        }

        /** Logged by one of those who shared it. */
        private Found<E> failed(String how, @Nullable Throwable cause) {
            if (ticket.isLeading()) {
                LOG.log(Level.WARNING, cause, () -> "Lookup " + how + ": kind=" + kind.label() + " userId=" + userId);
            }
            return Found.nothing(ticket);
        }
    }
}
