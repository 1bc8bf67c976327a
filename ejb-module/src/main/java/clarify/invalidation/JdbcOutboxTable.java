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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return database.within(limit, overdue, connection -> {
            B begun = begins.get();
            List<PendingInvalidation> invalidations = oldest(max, connection);
            Deletes deletes = deletes(max, connection);
            return new Rows<>(begun, invalidations, deletes.found(), deletes.all());
        });
    }

    static List<PendingInvalidation> oldest(int max, Connection connection) throws SQLException {
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

    private record Deletes(List<UndeliveredDelete> found, boolean all) {}

    private static Deletes deletes(int max, Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id, cache_key from undelivered_deletes order by id, place fetch first ? rows only")) {
            query.setInt(1, max);
            try (ResultSet rows = query.executeQuery()) {
                Map<UUID, List<String>> keys = new LinkedHashMap<>();
                int read = 0;
                while (rows.next()) {
                    keys.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new String(rows.getBytes(2), UTF_8));
                    read++;
                }
                List<UndeliveredDelete> found = keys.entrySet().stream()
                        .map(delete -> new UndeliveredDelete(delete.getKey(), delete.getValue()))
                        .toList();
                boolean all = read < max;
                return new Deletes(all ? found : found.subList(0, found.size() - 1), all); // the last one may lack keys
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

    /** One statement, so that there is never a delete with a part of its keys. */
    private static int addDeletes(Collection<UndeliveredDelete> deletes, Connection connection) throws SQLException {
        int rows = deletes.stream().mapToInt(delete -> delete.keys().size()).sum();
        String places = String.join(", ", Collections.nCopies(rows, "(?, ?, ?)"));
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
