package clarify.invalidation;

import clarify.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells people what waits in the outbox of the whole database. Delivers nothing. Thread-safe. */
public final class OutboxReport {

    static final int SHOWN = 100;

    /** To count all of a long table would take too long for somebody who looks every two seconds. */
    static final int COUNTED = 10_000;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String INVALIDATIONS =
            "select count(*) from (select id from invalidations fetch first ? rows only) counted";

    private static final String DELETES =
            "select count(distinct id) from (select id from undelivered_deletes fetch first ? rows only) counted";

    private final Database database;

    OutboxReport(Database database) {
        this.database = database;
    }

    /** @throws SQLException if the database does not answer within a few seconds */
    public OutboxStatus status() throws SQLException {
        return database.within(LIMIT, () -> {}, OutboxReport::status);
    }

    private static OutboxStatus status(Connection connection) throws SQLException {
        Instant now = Database.now(connection).toInstant();
        List<WaitingInvalidation> oldest = JdbcOutboxTable.oldest(SHOWN, connection).stream()
                .map(pending -> WaitingInvalidation.of(pending, now))
                .toList();
        return new OutboxStatus(
                oldest.size() < SHOWN ? oldest.size() : count(INVALIDATIONS, connection),
                oldest.isEmpty() ? Duration.ZERO : oldest.get(0).age(),
                oldest,
                count(DELETES, connection));
    }

    private static int count(String query, Connection connection) throws SQLException {
        try (PreparedStatement counting = connection.prepareStatement(query)) {
            counting.setInt(1, COUNTED);
            try (ResultSet columns = counting.executeQuery()) {
                columns.next();
                return columns.getInt(1);
            }
        }
    }
}
