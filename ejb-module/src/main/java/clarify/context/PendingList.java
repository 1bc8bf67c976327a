package clarify.context;

import clarify.cache.CachedList;
import clarify.concurrent.SingleFlight;
import clarify.journal.DatabaseFailure;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One list on its way to one build. */
interface PendingList<E> {

    /** Whether somebody must wait for it. */
    default boolean isUnderWay() {
        return false;
    }

    /** Sees to it that its lookup begins, at most until {@code deadline} of {@link System#nanoTime}. */
    default void awaitBegin(long deadline) {}

    /** Waits for the list, at most until {@code deadline} of {@link System#nanoTime}. */
    LoadedList<E> await(long deadline);

    static <E> PendingList<E> cached(CachedList<E> list) {
        return deadline -> LoadedList.inCache(list);
    }

    /** @param lastResort is asked when the database does not answer */
    static <E> PendingList<E> underWay(
            UUID userId,
            SingleFlight<UUID, List<E>>.Share lookup,
            LookupReport report,
            Supplier<Optional<CachedList<E>>> lastResort) {
        return new Lookup<>(userId, lookup, report, lastResort);
    }

    record Lookup<E>(
            UUID userId,
            SingleFlight<UUID, List<E>>.Share share,
            LookupReport report,
            Supplier<Optional<CachedList<E>>> lastResort)
            implements PendingList<E> {

        @Override
        public boolean isUnderWay() {
            return true;
        }

        @Override
        public void awaitBegin(long deadline) {
            try {
                share.awaitBegin(deadline);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public LoadedList<E> await(long deadline) {
            try {
                List<E> rows = share.await(deadline);
                report(LookupReport::ended);
                return LoadedList.inDatabase(rows, share);
            } catch (ExecutionException e) {
                report(to -> to.failed(userId, e.getCause()));
                if (DatabaseFailure.of(e).isPresent()) {
                    return withoutDatabase();
                }
            } catch (TimeoutException e) {
                report(to -> to.ranOutOfTime(userId, e));
                return withoutDatabase();
            } catch (InterruptedException e) {
                report(to -> to.failed(userId, e));
                Thread.currentThread().interrupt();
            }
            return LoadedList.nothing(share);
        }

        private LoadedList<E> withoutDatabase() {
            return lastResort
                    .get()
                    .map(list -> LoadedList.lastResort(list, share))
                    .orElseGet(() -> LoadedList.nothing(share));
        }

        /** By one of those who shared it. */
        private void report(Consumer<LookupReport> end) {
            if (share.isLeading()) {
                end.accept(report);
            }
        }
    }
}
