package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pools of the servers wrap. */
class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "28P01", "28000", "3D000", "53300", "57P01"})
    void a_pool_that_gets_no_connection_is_a_database_that_cannot_be_reached(String state) {
        var failure = new IllegalStateException(new ResourceException("no connection", new SQLException("why", state)));

        assertThat(DatabaseFailure.of(failure)).contains(DatabaseFailure.UNREACHABLE);
    }

    @Test
    void so_is_a_pool_that_had_none_in_time() {
        assertThat(DatabaseFailure.of(new ResourceException("none within 5000 ms")))
                .contains(DatabaseFailure.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "23514", "XX000"})
    void a_commit_that_the_database_refuses_is_an_answer_of_it(String state) {
        var failure = new IllegalStateException("rolled back");
        failure.addSuppressed(new ResourceException("commit", new SQLException("refused", state)));

        assertThat(DatabaseFailure.of(failure)).isEmpty();
    }

    @Test
    void a_conflict_that_a_commit_meets_is_told_as_such() {
        var failure = new ResourceException("commit", new SQLException("serialize", "40001"));

        assertThat(DatabaseFailure.of(failure)).contains(DatabaseFailure.ROLLED_BACK);
    }
}
