package clarify.invalidation;

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

/** The table through JDBC, as only a connection of one's own can be ended when it does not answer. */
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
        return database.within(limit, overdue, connection -> new Rows<>(begins.get(), oldest(max, connection)));
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
        if (!ids.isEmpty()) {
            database.within(limit, overdue, connection -> remove(ids, connection));
        }
    }

    private static int remove(Collection<UUID> ids, Connection connection) throws SQLException {
        String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement delete =
                connection.prepareStatement("delete from invalidations where id in (" + places + ")")) {
            int place = 1;
            for (UUID id : ids) {
                delete.setObject(place++, id);
            }
            return delete.executeUpdate();
        }
    }
}
