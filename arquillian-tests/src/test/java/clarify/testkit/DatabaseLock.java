package clarify.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A transaction of the test: what the server wants of the locked rows or tables waits until this is released. */
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

    /** Returns when that many transactions wait, and so are under way at the same time. */
    public void awaitWaiting(int transactions) {
        Awaitility.await(transactions + " transactions that wait for the lock")
                .until(() ->
                        postgres.count("select count(distinct pid) from pg_locks where not granted") >= transactions);
    }

    /** Lets those that wait go on; the second time nothing happens. */
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
