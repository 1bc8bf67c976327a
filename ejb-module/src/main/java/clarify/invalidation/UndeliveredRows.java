package clarify.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.invalidation.LowWaterMark.Decided;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Reads the tables of the outbox, at a cost that grows with the rows that are there and not with those that were deleted. Locks
 * nothing. Thread-safe.
 */
final class UndeliveredRows {

    private static final String INVALIDATIONS = """
            select id, user_id, kinds, created_at, transaction_id from invalidations where transaction_id >= %d
            order by transaction_id, created_at fetch first %d rows only""";

    private static final String DELETES = """
            select id, cache_key, transaction_id from undelivered_deletes where transaction_id >= %d
            order by transaction_id, id, place fetch first %d rows only""";

    private static final String COUNT_INVALIDATIONS = """
            select count(*) from (select id from invalidations where transaction_id >= %d
            order by transaction_id fetch first %d rows only) counted""";

    private static final String COUNT_DELETES = """
            select count(*) from (select id from (select id from undelivered_deletes where transaction_id >= %d
            order by transaction_id fetch first %d rows only) keys group by id) counted""";

    private final LowWaterMark invalidationsBegin = new LowWaterMark();
    private final LowWaterMark deletesBegin = new LowWaterMark();

    /** @param all whether these are all there are */
    record Deletes(List<UndeliveredDelete> found, boolean all) {}

    /**
     * At most {@code max}, the oldest first.
     *
     * @param decided what was known before
     */
    List<PendingInvalidation> invalidations(int max, Decided decided, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = from(INVALIDATIONS, invalidationsBegin.begin(decided), max, statement)) {
            List<PendingInvalidation> pending = new ArrayList<>();
            OptionalLong smallest = OptionalLong.empty();
            while (rows.next()) {
                smallest = pending.isEmpty() ? OptionalLong.of(rows.getLong(5)) : smallest;
                pending.add(PendingInvalidation.of(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, UUID.class),
                        rows.getString(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
            invalidationsBegin.found(decided, smallest);
            return pending;
        }
    }

    /** With at most {@code max} keys in all, each with all of its keys. */
    Deletes deletes(int max, Decided decided, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = from(DELETES, deletesBegin.begin(decided), max, statement)) {
            Map<UUID, List<String>> keys = new LinkedHashMap<>();
            OptionalLong smallest = OptionalLong.empty();
            int read = 0;
            while (rows.next()) {
                smallest = read == 0 ? OptionalLong.of(rows.getLong(3)) : smallest;
                keys.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                        .add(new String(rows.getBytes(2), UTF_8));
                read++;
            }
            deletesBegin.found(decided, smallest);
            List<UndeliveredDelete> found = keys.entrySet().stream()
                    .map(delete -> new UndeliveredDelete(delete.getKey(), delete.getValue()))
                    .toList();
            boolean all = read < max;
            return new Deletes(all ? found : found.subList(0, found.size() - 1), all); // the last one may lack keys
        }
    }

    /** No more than {@code most} are counted. */
    int countInvalidations(int most, Decided decided, Connection connection) throws SQLException {
        return count(COUNT_INVALIDATIONS, invalidationsBegin.begin(decided), most, connection);
    }

    /** Of no more than {@code most} keys. */
    int countDeletes(int most, Decided decided, Connection connection) throws SQLException {
        return count(COUNT_DELETES, deletesBegin.begin(decided), most, connection);
    }

    private static int count(String query, long begin, int most, Connection connection) throws SQLException {
        try (Statement counting = connection.createStatement();
                ResultSet columns = from(query, begin, most, counting)) {
            columns.next();
            return columns.getInt(1);
        }
    }

    /** Planned anew each time, with the numbers known: a plan for any number may read the whole table. */
    private static ResultSet from(String query, long begin, int max, Statement statement) throws SQLException {
        return statement.executeQuery(String.format(Locale.ROOT, query, begin, max));
    }
}
