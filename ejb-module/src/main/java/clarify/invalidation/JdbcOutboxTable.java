package clarify.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.invalidation.LowWaterMark.Decided;
import clarify.invalidation.UndeliveredRows.Deletes;
import clarify.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The tables through JDBC, as only a connection of one's own can be ended when it does not answer. */
final class JdbcOutboxTable implements OutboxTable {

    private final Database database;
    private final UndeliveredRows rows;
    private final Duration limit;
    private final Runnable overdue;

    /**
     * @param limit for each call
     * @param overdue is run when a call takes too long, also while it still waits for a connection
     */
    JdbcOutboxTable(Database database, UndeliveredRows rows, Duration limit, Runnable overdue) {
        this.database = database;
        this.rows = rows;
        this.limit = limit;
        this.overdue = overdue;
    }

    @Override
    public <B> Rows<B> oldest(int max, int maxKeys, Supplier<B> begins) throws SQLException {
        return database.within(limit, overdue, connection -> {
            B begun = begins.get();
            Decided decided = LowWaterMark.decided(connection);
            List<PendingInvalidation> invalidations = rows.invalidations(max, decided, connection);
            Deletes deletes = rows.deletes(maxKeys, decided, connection);
            return new Rows<>(begun, invalidations, deletes.found(), deletes.all());
        });
    }

    @Override
    public long count() throws SQLException {
        return database.within(
                limit,
                overdue,
                connection -> rows.countInvalidations(Integer.MAX_VALUE, LowWaterMark.decided(connection), connection));
    }

    @Override
    public void remove(Collection<UUID> ids) throws SQLException {
        remove("invalidations", ids);
    }

    @Override
    public void addDeletes(Collection<UndeliveredDelete> deletes) throws SQLException {
        database.within(limit, overdue, connection -> addDeletes(deletes, connection));
    }

    /** One statement, so that there is never a delete with a part of its keys. */
    private static int addDeletes(Collection<UndeliveredDelete> deletes, Connection connection) throws SQLException {
        int keys = deletes.stream().mapToInt(delete -> delete.keys().size()).sum();
        String places = String.join(", ", Collections.nCopies(keys, "(?, ?, ?)"));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into undelivered_deletes (id, place, cache_key) values " + places)) {
            int parameter = 1;
            for (UndeliveredDelete delete : deletes) {
                int place = 0;
                for (String key : delete.keys()) {
                    insert.setObject(parameter++, delete.id());
                    insert.setInt(parameter++, place++);
                    insert.setBytes(parameter++, key.getBytes(UTF_8));
                }
            }
            return insert.executeUpdate();
        }
    }

    @Override
    public void removeDeletes(Collection<UndeliveredDelete> deletes) throws SQLException {
        remove(
                "undelivered_deletes",
                deletes.stream().map(UndeliveredDelete::id).toList());
    }

    private void remove(String from, Collection<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            database.within(limit, overdue, connection -> remove(from, ids, connection));
        }
    }

    private static int remove(String from, Collection<UUID> ids, Connection connection) throws SQLException {
        String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + from + " where id in (" + places + ")")) {
            int place = 1;
            for (UUID id : ids) {
                delete.setObject(place++, id);
            }
            return delete.executeUpdate();
        }
    }
}
