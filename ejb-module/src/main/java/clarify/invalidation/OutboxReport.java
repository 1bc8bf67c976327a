package clarify.invalidation;

import clarify.invalidation.LowWaterMark.Decided;
import clarify.journal.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Tells people what waits in the outbox of the whole database. Delivers nothing. Thread-safe. */
public final class OutboxReport {

    static final int SHOWN = 100;

    /** To count all of a long table would take too long for somebody who looks every two seconds. */
    static final int COUNTED = 10_000;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Database database;
    private final UndeliveredRows rows;

    OutboxReport(Database database, UndeliveredRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** @throws SQLException if the database does not answer within a few seconds */
    public OutboxStatus status() throws SQLException {
        return database.within(LIMIT, () -> {}, this::status);
    }

    private OutboxStatus status(Connection connection) throws SQLException {
        Instant now = Database.now(connection).toInstant();
        Decided decided = LowWaterMark.decided(connection);
        List<WaitingInvalidation> oldest = rows.invalidations(SHOWN, decided, connection).stream()
                .map(pending -> WaitingInvalidation.of(pending, now))
                .sorted(Comparator.comparing(WaitingInvalidation::age).reversed())
                .toList();
        return new OutboxStatus(
                oldest.size() < SHOWN ? oldest.size() : rows.countInvalidations(COUNTED, decided, connection),
                oldest.isEmpty() ? Duration.ZERO : oldest.get(0).age(),
                oldest,
                rows.countDeletes(COUNTED, decided, connection));
    }
}
