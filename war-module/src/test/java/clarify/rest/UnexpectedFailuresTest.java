package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.RecurringCauses;
import jakarta.resource.ResourceException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
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

class UnexpectedFailuresTest {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailures.class.getName());

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

    private long now;
    private final UnexpectedFailures failures = new UnexpectedFailures(new RecurringCauses(() -> now));

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
        assertThat(failures.report(cause).status()).isEqualTo(503);
        assertThat(failures.report(new IllegalStateException(new IllegalStateException(cause)))
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "55P03, The database took too long.",
        "57014, The database took too long.",
        "HYT00, The database took too long.",
        "40P01, Others changed the same at the same time.",
        "25006, The database can only be read at present.",
        "40001, Others changed the same at the same time.",
        "57P01, The database cannot be reached.",
    })
    void what_the_database_does_at_another_time_is_503_that_says_why(String state, String reason) {
        Problem problem = failures.report(new IllegalStateException(new SQLException("secret", state)));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).startsWith(reason).doesNotContain("secret", state);
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

        assertThat(failures.report(new IllegalStateException(rolledBack)).status())
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
        assertThat(failures.report(cause).status()).isEqualTo(500);
    }

    @Test
    void the_caller_is_told_an_id_and_nothing_of_the_cause() {
        String detail = failures.report(new IllegalStateException("secret")).detail();

        assertThat(detail).doesNotContain("secret", "Exception");
        assertThat(logged)
                .singleElement()
                .satisfies(record -> assertThat(record.getMessage()).contains("error id " + id(detail)));
    }

    private static String id(String detail) {
        return detail.substring("An internal error occurred. Error id: ".length());
    }

    @Test
    void a_database_that_is_away_is_one_warning_without_a_trace() {
        failures.report(refused());

        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isNull();
            assertThat(record.getMessage())
                    .isEqualTo("The database cannot be reached. java.net.ConnectException, SQLSTATE 08001");
        });
    }

    private static Throwable refused() {
        return new IllegalStateException("secret", new SQLException("secret", "08001", new ConnectException("secret")));
    }

    @Test
    void while_a_database_is_away_there_is_one_line_a_minute_that_counts_the_others() {
        for (int i = 0; i < 1_000; i++) {
            failures.report(refused());
        }
        now = Duration.ofMinutes(1).toNanos();
        failures.report(refused());

        assertThat(logged).hasSize(2);
        assertThat(logged.get(1).getMessage()).endsWith("SQLSTATE 08001 (and 999 before it)");
    }

    @Test
    void another_reason_is_logged_at_once() {
        failures.report(refused());
        failures.report(new SQLException("secret", "57014"));
        failures.report(new SQLException("secret", "55P03"));

        assertThat(logged).hasSize(3);
    }

    @Test
    void any_other_failure_is_logged_with_its_trace_and_without_its_words() {
        failures.report(new IllegalStateException("secret"));

        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getThrown())
                    .isInstanceOf(RedactedException.class)
                    .hasMessage("java.lang.IllegalStateException")
                    .hasStackTraceContaining("FailuresTest");
        });
    }

    @Test
    void the_same_failure_again_is_a_line_with_an_id_of_its_own_and_without_a_trace() {
        List<String> ids = Stream.generate(() -> id(failures.report(broken()).detail()))
                .limit(3)
                .toList();

        assertThat(logged).filteredOn(record -> record.getThrown() != null).hasSize(1);
        assertThat(logged)
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.getMessage())
                        .contains(ids.get(logged.indexOf(record)))
                        .doesNotContain("secret"));
    }

    private static Throwable broken() {
        return new IllegalStateException("secret");
    }

    @Test
    void a_failure_of_the_same_class_elsewhere_has_its_own_trace() {
        failures.report(broken());
        failures.report(new IllegalStateException("secret"));

        assertThat(logged)
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.getThrown()).isNotNull());
    }
}
