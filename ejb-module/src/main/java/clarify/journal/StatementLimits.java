package clarify.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;

/** The limits that the database keeps for the statements of one transaction, and for their waits for locks. */
interface StatementLimits {

    /** Until the end of the transaction, or until {@link #end}. */
    void begin(DatabaseSettings settings) throws SQLException;

    void end() throws SQLException;

    static StatementLimits of(Connection connection) throws SQLException {
        return Database.isPostgres(connection) ? new Postgres(connection) : new H2(connection);
    }

    private static int milliseconds(Duration limit) {
        return (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
    }

    /** Forgets them itself when the transaction ends. */
    record Postgres(Connection connection) implements StatementLimits {

        @Override
        public void begin(DatabaseSettings settings) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(
                    "select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)")) {
                query.setString(1, String.valueOf(milliseconds(settings.lock())));
                query.setString(2, String.valueOf(milliseconds(settings.statement())));
                query.execute();
            }
        }

        @Override
        public void end() {}
    }

    /** Keeps them for its connection, which the pool gives to somebody else. */
    final class H2 implements StatementLimits {

        private final Connection connection;
        private OptionalInt usualLock = OptionalInt.empty();

        private H2(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void begin(DatabaseSettings settings) throws SQLException {
            try (Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery("call lock_timeout()")) {
                row.next();
                usualLock = OptionalInt.of(row.getInt(1));
            }
            set(milliseconds(settings.lock()), milliseconds(settings.statement()));
        }

        @Override
        public void end() throws SQLException {
            if (usualLock.isPresent()) {
                set(usualLock.getAsInt(), 0);
            }
        }

        private void set(int lock, int query) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout " + lock);
                statement.execute("set query_timeout " + query);
            }
        }
    }
}
