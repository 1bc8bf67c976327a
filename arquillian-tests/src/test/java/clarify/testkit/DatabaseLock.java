package clarify.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A transaction of the test that holds locks: statements of the server that need the same rows or tables wait. */
public final class DatabaseLock implements AutoCloseable {
    private final Postgres postgres;
    private final Connection connection;

    DatabaseLock(Postgres postgres, DataSource database, String sql, Object... parameters) {
        this.postgres = postgres;
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                statement.execute();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits until that many transactions wait for the lock, and so are concurrent. */
    public void awaitWaiting(int transactions) {
        Awaitility.await(transactions + " transactions that wait for the lock")
                .until(() ->
                        postgres.count("select count(distinct pid) from pg_locks where not granted") >= transactions);
    }

    /** Releases the locks. Idempotent. */
    public void release() {
        try {
            connection.close(); // which rolls back
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
    }
}
