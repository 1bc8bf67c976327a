package clarify.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A transaction of a connection of one's own that reads everything as it was at its beginning, and whose statements have limits. On
 * PostgreSQL that is {@code repeatable read}; on H2, where {@code repeatable read} is one moment for each table, {@code snapshot}.
 */
final class Snapshot implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Snapshot.class.getName());

    private static final String OF_SESSION = "set session characteristics as transaction isolation level ";

    private final Connection connection;
    private final boolean isPostgres;
    private final StatementLimits limits;

    private Snapshot(Connection connection) throws SQLException {
        this.connection = connection;
        this.isPostgres = Database.isPostgres(connection);
        this.limits = StatementLimits.of(connection);
    }

    static Snapshot begin(Connection connection, DatabaseSettings settings) throws SQLException {
        Snapshot snapshot = new Snapshot(connection);
        try {
            snapshot.begin(settings);
            return snapshot;
        } catch (SQLException | RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    private void begin(DatabaseSettings settings) throws SQLException {
        connection.setAutoCommit(false);
        execute(isPostgres ? "set transaction isolation level repeatable read, read only" : OF_SESSION + "snapshot");
        limits.begin(settings);
    }

    /** H2 keeps the isolation for its connection, which the pool gives to somebody else. */
    @Override
    public void close() {
        try {
            connection.rollback();
            limits.end();
            if (!isPostgres) {
                execute(OF_SESSION + "read committed");
            }
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "A connection could not be given back as it was", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
