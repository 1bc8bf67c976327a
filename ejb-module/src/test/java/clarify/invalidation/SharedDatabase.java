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
    private int statementsOfDeletes;
    private String title = "dream 0";
    private Runnable whenDreamsWereRead = () -> {};
    private Runnable whenRowsWereRead = () -> {};
    private volatile Waiting beforeDeletesAreAdded = () -> {};
    private @Nullable SQLException failure;
    private volatile @Nullable SQLException failureOfLookups;
    final AtomicInteger dreamQueries = new AtomicInteger();

    /** One transaction: the change and the row. */
    synchronized JournalChanged commit(UUID userId, String newTitle) {
        title = newTitle;
        JournalChanged changed = new JournalChanged(userId, Set.of(Kind.DREAMS));
        rows.put(changed.id(), changed);
        return changed;
    }

    /** One transaction: the person and their dream are gone, which what is read from then on tells by its title. */
    synchronized JournalChanged delete(UUID userId) {
        title = "gone";
        JournalChanged changed = new JournalChanged(UUID.randomUUID(), userId, Set.of(Kind.values()), true);
        rows.put(changed.id(), changed);
        return changed;
    }

    synchronized void addRow(JournalChanged changed) {
        rows.put(changed.id(), changed);
    }

    synchronized int undelivered() {
        return rows.size();
    }

    /** What may wait. */
    @FunctionalInterface
    interface Waiting {
        void run() throws InterruptedException;
    }

    /** From now on something happens before deletes are added. */
    void beforeDeletesAreAdded(Waiting action) {
        beforeDeletesAreAdded = action;
    }

    synchronized int statementsOfDeletes() {
        return statementsOfDeletes;
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

    /** From now on every lookup of dreams fails like this. */
    void failLookups(SQLException how) {
        failureOfLookups = how;
    }

    private String readTitle() {
        SQLException broken = failureOfLookups;
        if (broken != null) {
            throw new IllegalStateException(broken);
        }
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
            public <B> Rows<B> oldest(int max, int maxKeys, Supplier<B> begins) throws SQLException {
                B begun = begins.get();
                List<PendingInvalidation> read;
                List<UndeliveredDelete> readDeletes;
                boolean allDeletes;
                Runnable action;
                synchronized (SharedDatabase.this) {
                    fail();
                    read = rows.values().stream()
                            .limit(max)
                            .map(row -> new PendingInvalidation(row, Instant.now()))
                            .toList();
                    readDeletes = withKeys(maxKeys - 1);
                    allDeletes = readDeletes.size() == deletes.size();
                    action = whenRowsWereRead;
                    whenRowsWereRead = () -> {};
                }
                action.run();
                return new Rows<>(begun, read, readDeletes, allDeletes);
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
                try {
                    beforeDeletesAreAdded.run();
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                }
                synchronized (SharedDatabase.this) {
                    fail();
                    statementsOfDeletes++;
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

    private List<UndeliveredDelete> withKeys(int most) {
        List<UndeliveredDelete> found = new ArrayList<>();
        int keys = 0;
        for (UndeliveredDelete delete : deletes) {
            keys += delete.keys().size();
            if (keys > most) {
                break;
            }
            found.add(delete);
        }
        return found;
    }

    private void fail() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }
}
