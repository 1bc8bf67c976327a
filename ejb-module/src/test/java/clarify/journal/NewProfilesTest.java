package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On H2. On PostgreSQL the server tests create profiles. */
class NewProfilesTest {

    private static final String URL = "jdbc:h2:mem:new-profiles;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";

    private final UUID user = UUID.randomUUID();
    private final Connection first;
    private final Connection second;

    NewProfilesTest() throws SQLException {
        Tables.create(URL);
        first = transaction();
        second = transaction();
    }

    @AfterEach
    void close() throws SQLException {
        first.close();
        second.close();
    }

    private static Connection transaction() throws SQLException {
        Connection connection = DriverManager.getConnection(URL);
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void the_second_of_two_transactions_finds_the_profile_of_the_first_and_goes_on() throws Exception {
        assertThat(insert(first)).isTrue();
        var later = CompletableFuture.supplyAsync(() -> insert(second));
        first.commit();

        assertThat(later.get()).isFalse();
        assertThat(count(second)).isEqualTo(1);
    }

    @Test
    void a_transaction_that_is_rolled_back_creates_none() throws Exception {
        assertThat(insert(first)).isTrue();
        first.rollback();

        assertThat(insert(second)).isTrue();
    }

    private boolean insert(Connection transaction) {
        try {
            return NewProfiles.insert(user, Instant.EPOCH, transaction);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int count(Connection transaction) throws SQLException {
        try (var query = transaction.prepareStatement("select count(*) from users where id = ?")) {
            query.setObject(1, user);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
