package clarify.invalidation;

import clarify.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The number of a transaction below which a table of the outbox has no row and will never have one. A query that begins there does
 * not walk over rows that were deleted, which PostgreSQL keeps while anybody has an older snapshot. Thread-safe. The argument is in
 * docs/adr/0087.
 */
final class LowWaterMark {

    private static final Logger LOG = Logger.getLogger(LowWaterMark.class.getName());

    private static final String DECIDED = """
            select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint),
            (select concat(extract(epoch from pg_postmaster_start_time()), ' ', d.oid, ' ', i.tableoid, ' ', i.xmin, ' ', i.id)
            from outbox_incarnation i, pg_database d where d.datname = current_database())""";

    private static final String INCARNATE = "insert into outbox_incarnation default values on conflict do nothing";

    private volatile Known known = new Known("", 0);

    /**
     * @param incarnation of the database in which the mark holds
     * @param transaction no row has a smaller one
     */
    private record Known(String incarnation, long transaction) {}

    /**
     * Which transactions have ended, one way or the other, at some moment: whatever they have written is seen by each query from then on.
     *
     * @param incarnation changes whenever numbers of transactions may be given out again; empty: nothing is known
     * @param below all with a smaller number, in this incarnation
     */
    record Decided(Optional<String> incarnation, long below) {

        static final Decided NOTHING = new Decided(Optional.empty(), 0);
    }

    /** To be asked before the rows are read, over the same connection. */
    static Decided decided(Connection connection) throws SQLException {
        if (!Database.isPostgres(connection)) {
            return Decided.NOTHING;
        }
        Decided decided;
        try (PreparedStatement query = connection.prepareStatement(DECIDED);
                ResultSet columns = query.executeQuery()) {
            columns.next();
            decided = new Decided(Optional.ofNullable(columns.getString(2)), columns.getLong(1));
        }
        if (decided.incarnation().isEmpty()) {
            incarnate(connection);
        }
        return decided;
    }

    /** For the next poll: this one reads everything. A database that can only be read is polled without a mark. */
    private static void incarnate(Connection connection) {
        try (PreparedStatement insert = connection.prepareStatement(INCARNATE)) {
            insert.executeUpdate();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The outbox is read without a mark", e);
        }
    }

    /** The smallest number that a row may have. */
    long begin(Decided decided) {
        Known last = known;
        return decided.incarnation().filter(last.incarnation()::equals).isPresent() ? last.transaction() : 0;
    }

    /** @param smallest of the rows from {@link #begin} on; empty if there is none */
    void found(Decided decided, OptionalLong smallest) {
        decided.incarnation()
                .ifPresent(incarnation ->
                        known = new Known(incarnation, Math.min(decided.below(), smallest.orElse(Long.MAX_VALUE))));
    }
}
