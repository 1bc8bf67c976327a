package clarify.nodes;

import clarify.journal.Database;
import clarify.journal.Tables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The product's tables in H2, and a database that fails when the test says so. */
final class NodeDatabase extends Database implements AutoCloseable {

    private static final String URL = "jdbc:h2:mem:nodes;DB_CLOSE_DELAY=-1";

    private @Nullable SQLException failure;

    NodeDatabase() {
        Tables.create(URL);
    }

    /** From now on every access fails like this; null: it works again. */
    void fail(@Nullable SQLException how) {
        failure = how;
    }

    @Override
    public <T> T within(Duration limit, Runnable overdue, Work<T> work) throws SQLException {
        if (failure != null) {
            throw failure;
        }
        try (Connection connection = DriverManager.getConnection(URL)) {
            return work.with(connection);
        }
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(URL)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        execute("drop all objects");
    }
}
