package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnexpectedFailureTest {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailure.class.getName());

    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    static Stream<Throwable> away() {
        return Stream.of(
                new SQLTransientConnectionException("secret"),
                new SQLException("secret", "08001"),
                new SQLException("secret", "53300"),
                new SQLException("secret", "57P01"),
                new ResourceException("secret"),
                new ConnectException("secret"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void a_database_that_is_away_is_503_wherever_it_stands_among_the_causes(Throwable cause) {
        assertThat(UnexpectedFailure.of(cause).problem().status()).isEqualTo(503);
        assertThat(UnexpectedFailure.of(new IllegalStateException(new IllegalStateException(cause)))
                        .problem()
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "55P03, The database took too long.",
        "57014, The database took too long.",
        "HYT00, The database took too long.",
        "40P01, Others changed the same at the same time.",
        "40001, Others changed the same at the same time.",
        "57P01, The database cannot be reached.",
    })
    void what_the_database_does_at_another_time_is_503_that_says_why(String state, String reason) {
        UnexpectedFailure failure = UnexpectedFailure.of(new IllegalStateException(new SQLException("secret", state)));

        failure.log();

        assertThat(failure.problem().status()).isEqualTo(503);
        assertThat(failure.problem().detail()).startsWith(reason).doesNotContain("secret", state);
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isNull();
            assertThat(record.getMessage()).startsWith(reason).endsWith("SQLSTATE " + state);
        });
    }

    /** As WildFly tells of a commit. */
    @Test
    void a_reason_may_be_a_suppressed_one() {
        Throwable rolledBack = new IllegalStateException();
        rolledBack.addSuppressed(new IllegalStateException(new SQLException("secret", "08006")));

        assertThat(UnexpectedFailure.of(new IllegalStateException(rolledBack))
                        .problem()
                        .status())
                .isEqualTo(503);
    }

    static Stream<Throwable> other() {
        return Stream.of(
                new IllegalStateException("secret"),
                new SQLException("secret"),
                new SQLException("secret", "23505"),
                new SQLException("secret", "42601"));
    }

    @ParameterizedTest
    @MethodSource("other")
    void everything_else_is_500(Throwable cause) {
        assertThat(UnexpectedFailure.of(cause).problem().status()).isEqualTo(500);
    }

    @Test
    void the_caller_is_told_an_id_and_nothing_of_the_cause() {
        UnexpectedFailure failure = UnexpectedFailure.of(new IllegalStateException("secret"));

        assertThat(failure.problem().detail()).contains(failure.id()).doesNotContain("secret", "Exception");
    }

    @Test
    void a_database_that_is_away_is_one_warning_without_a_trace() {
        var refused = new SQLException("secret", "08001", new ConnectException("secret"));
        UnexpectedFailure failure = UnexpectedFailure.of(new IllegalStateException("secret", refused));

        failure.log();

        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isNull();
            assertThat(record.getMessage())
                    .isEqualTo("The database cannot be reached. Error id " + failure.id()
                            + ": java.net.ConnectException, SQLSTATE 08001");
        });
    }

    @Test
    void any_other_failure_is_logged_with_its_trace_and_without_its_words() {
        UnexpectedFailure failure = UnexpectedFailure.of(new IllegalStateException("secret"));

        failure.log();

        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getMessage()).contains(failure.id());
            assertThat(record.getThrown())
                    .isInstanceOf(RedactedException.class)
                    .hasMessage("java.lang.IllegalStateException")
                    .hasStackTraceContaining("FailureTest");
        });
    }
}
