package clarify.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The tables through JDBC, as only a connection of one's own can be ended when it does not answer. */
final class JdbcOutboxTable implements OutboxTable {

    private final Database database;
    private final Duration limit;
    private final Runnable overdue;

    /**
     * @param limit for each call
     * @param overdue is run when a call takes too long, also while it still waits for a connection
     */
    JdbcOutboxTable(Database database, Duration limit, Runnable overdue) {
        this.database = database;
        this.limit = limit;
        this.overdue = overdue;
    }

    @Override
    public <B> Rows<B> oldest(int max, Supplier<B> begins) throws SQLException {
        return database.within(
                limit,
                overdue,
                connection -> new Rows<>(begins.get(), oldest(max, connection), deletes(max, connection)));
    }

    private static List<PendingInvalidation> oldest(int max, Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select id, user_id, kinds, created_at"
                + " from invalidations order by created_at, id fetch first ? rows only")) {
            query.setInt(1, max);
            try (ResultSet rows = query.executeQuery()) {
                List<PendingInvalidation> pending = new ArrayList<>();
                while (rows.next()) {
                    pending.add(PendingInvalidation.of(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getObject(4, OffsetDateTime.class).toInstant()));
                }
                return pending;
            }
        }
    }

    private static List<UndeliveredDelete> deletes(int max, Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select id, cache_key from undelivered_deletes fetch first ? rows only")) {
            query.setInt(1, max);
            try (ResultSet rows = query.executeQuery()) {
                List<UndeliveredDelete> deletes = new ArrayList<>();
                while (rows.next()) {
                    deletes.add(
                            new UndeliveredDelete(rows.getObject(1, UUID.class), new String(rows.getBytes(2), UTF_8)));
                }
                return deletes;
            }
        }
    }

    @Override
    public long count() throws SQLException {
        return database.within(limit, overdue, connection -> {
            try (PreparedStatement query = connection.prepareStatement("select count(*) from invalidations");
                    ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public void remove(Collection<UUID> ids) throws SQLException {
        remove("invalidations", ids);
    }

    @Override
    public void addDeletes(Collection<UndeliveredDelete> deletes) throws SQLException {
        database.within(limit, overdue, connection -> addDeletes(deletes, connection));
    }

    private static int[] addDeletes(Collection<UndeliveredDelete> deletes, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into undelivered_deletes (id, cache_key) values (?, ?)")) {
            for (UndeliveredDelete delete : deletes) {
                insert.setObject(1, delete.id());
                insert.setBytes(2, delete.key().getBytes(UTF_8));
                insert.addBatch();
            }
            return insert.executeBatch();
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
