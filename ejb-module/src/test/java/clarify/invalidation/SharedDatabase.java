package clarify.invalidation;

import clarify.context.NoLookups;
import clarify.journal.DreamRow;
import clarify.journal.DreamStatus;
import clarify.journal.JournalChanged;
import clarify.journal.Lookups;
import clarify.kind.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The database of all nodes, in memory: one dream of one person, and the rows of undelivered invalidations. */
final class SharedDatabase {

    private final Map<UUID, JournalChanged> rows = new LinkedHashMap<>();
    private final List<UndeliveredDelete> deletes = new ArrayList<>();
    private String title = "dream 0";
    private Runnable whenDreamsWereRead = () -> {};
    private Runnable whenRowsWereRead = () -> {};
    private @Nullable SQLException failure;
    final AtomicInteger dreamQueries = new AtomicInteger();

    /** One transaction: the change and the row. */
    synchronized JournalChanged commit(UUID userId, String newTitle) {
        title = newTitle;
        JournalChanged changed = new JournalChanged(userId, Set.of(Kind.DREAMS));
        rows.put(changed.id(), changed);
        return changed;
    }

    synchronized void addRow(JournalChanged changed) {
        rows.put(changed.id(), changed);
    }

    synchronized int undelivered() {
        return rows.size();
    }

    synchronized int undeliveredDeletes() {
        return deletes.size();
    }

    /** Does something once, after the query has seen the dream and before it returns. */
    synchronized void whenDreamsWereRead(Runnable action) {
        whenDreamsWereRead = action;
    }

    /** Does something once, after a poll has seen the rows and before it knows. */
    synchronized void whenRowsWereRead(Runnable action) {
        whenRowsWereRead = action;
    }

    private String readTitle() {
        dreamQueries.incrementAndGet();
        String read;
        Runnable action;
        synchronized (this) {
            read = title;
            action = whenDreamsWereRead;
            whenDreamsWereRead = () -> {};
        }
        action.run();
        return read;
    }

    Lookups lookups() {
        return new NoLookups() {
            @Override
            public List<DreamRow> dreams(UUID userId, int max, Duration limit) {
                return List.of(new DreamRow(userId, readTitle(), null, DreamStatus.ACTIVE, null));
            }
        };
    }

    /** From now on every access to the rows fails like this; null: it works again. */
    synchronized void failPolls(@Nullable SQLException how) {
        failure = how;
    }

    OutboxTable table() {
        return new OutboxTable() {
            @Override
            public <B> Rows<B> oldest(int max, Supplier<B> begins) throws SQLException {
                B begun = begins.get();
                List<PendingInvalidation> read;
                List<UndeliveredDelete> readDeletes;
                Runnable action;
                synchronized (SharedDatabase.this) {
                    fail();
                    read = rows.values().stream()
                            .limit(max)
                            .map(row -> new PendingInvalidation(row, Instant.now()))
                            .toList();
                    readDeletes = deletes.stream().limit(max).toList();
                    action = whenRowsWereRead;
                    whenRowsWereRead = () -> {};
                }
                action.run();
                return new Rows<>(begun, read, readDeletes);
            }

            @Override
            public long count() {
                return undelivered();
            }

            @Override
            public void remove(Collection<UUID> ids) throws SQLException {
                synchronized (SharedDatabase.this) {
                    fail();
                    rows.keySet().removeAll(ids);
                }
            }

            @Override
            public void addDeletes(Collection<UndeliveredDelete> added) throws SQLException {
                synchronized (SharedDatabase.this) {
                    fail();
                    deletes.addAll(added);
                }
            }

            @Override
            public void removeDeletes(Collection<UndeliveredDelete> removed) throws SQLException {
                synchronized (SharedDatabase.this) {
                    fail();
                    deletes.removeAll(removed);
                }
            }
        };
    }

    private void fail() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }
}
