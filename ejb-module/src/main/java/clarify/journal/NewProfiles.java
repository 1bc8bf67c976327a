package clarify.journal;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/** Creates profiles, past JPA, which knows no insert that may come too late. */
@ApplicationScoped
class NewProfiles {

    private static final String INSERT = "insert into users (id, created_at, updated_at) values (?, ?, ?)";
    private static final String UNIQUE_VIOLATION = "23505";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    /**
     * Creates an empty profile in the caller's transaction, unless there is one. Waits for others who create the same.
     *
     * @return false if there was one: it is committed
     * @throws PersistenceException if the database fails
     */
    boolean insert(UUID userId, Instant now) {
        try (Connection connection = dataSource.getConnection()) {
            return insert(userId, now, connection);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    static boolean insert(UUID userId, Instant now, Connection connection) throws SQLException {
        return Database.isPostgres(connection)
                ? insert(INSERT + " on conflict do nothing", userId, now, connection)
                : insertIntoH2(userId, now, connection);
    }

    /** Its transaction goes on after a violation. PostgreSQL's would not, and its log would tell of it. */
    private static boolean insertIntoH2(UUID userId, Instant now, Connection connection) throws SQLException {
        try {
            return insert(INSERT, userId, now, connection);
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean insert(String sql, UUID userId, Instant now, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, userId);
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
    }
}
