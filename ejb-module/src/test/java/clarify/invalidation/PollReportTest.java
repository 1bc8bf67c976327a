package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import clarify.logging.RecurringCauses;
import clarify.redis.RedisFixture;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PollReportTest {

    @AutoClose
    private final LoggedRecords logged = new LoggedRecords("clarify.invalidation");

    private long now = Long.MAX_VALUE; // overflows while the test runs
    private final PollReport report = new PollReport(new RecurringCauses(() -> now));

    private void fails(String message) {
        report.failed(new SQLException(message));
    }

    @Test
    void a_failure_is_logged_with_its_stack_and_so_is_that_it_is_over() {
        fails("connection 1 is dead");
        report.succeeded();
        report.succeeded();

        assertThat(messages())
                .containsExactly(
                        "Invalidations cannot be polled; tried again until they can", "Invalidations are polled again");
        assertThat(logged.list().get(0).getThrown()).hasMessage("connection 1 is dead");
    }

    @Test
    void what_lasts_has_one_stack_and_one_line_a_minute() {
        for (int second = 0; second < 121; second++) {
            fails("connection " + second + " is dead");
            now += Duration.ofSeconds(1).toNanos();
        }
        report.succeeded();

        assertThat(messages())
                .containsExactly(
                        "Invalidations cannot be polled; tried again until they can",
                        "Invalidations cannot be polled (and 59 before it): java.sql.SQLException: connection 60 is dead",
                        "Invalidations cannot be polled (and 59 before it): java.sql.SQLException: connection 120 is dead",
                        "Invalidations are polled again");
        assertThat(stacks()).isOne();
    }

    @Test
    void what_comes_and_goes_has_one_stack_a_minute() {
        for (int second = 0; second < 60; second++) {
            fails("connection " + second + " is dead");
            report.succeeded();
            now += Duration.ofSeconds(1).toNanos();
        }
        fails("connection 60 is dead");

        assertThat(messages())
                .containsExactly(
                        "Invalidations cannot be polled; tried again until they can",
                        "Invalidations are polled again",
                        "Invalidations cannot be polled; tried again until they can (and 59 before it)");
        assertThat(stacks()).isEqualTo(2);
    }

    @Test
    void another_cause_has_a_stack_of_its_own() {
        fails("dead");
        report.failed(new OutOfMemoryError());
        fails("dead");
        report.failed(new OutOfMemoryError());

        assertThat(stacks()).isEqualTo(2);
    }

    /** As on a node with a connection pool of which every second connection is dead. */
    @Test
    void a_poller_whose_polls_fail_every_other_time_writes_one_stack() {
        try (var redis = new RedisFixture();
                var node = new Node(redis.uri(), new SharedDatabase())) {
            for (int i = 0; i < 20; i++) {
                node.failPolls(new SQLException("connection " + i + " is dead"));
                node.poll();
                node.failPolls(null);
                node.poll();
            }
        }

        assertThat(messages())
                .containsExactly(
                        "Invalidations cannot be polled; tried again until they can", "Invalidations are polled again");
        assertThat(stacks()).isOne();
    }

    private List<String> messages() {
        return logged.list().stream().map(LogRecord::getMessage).toList();
    }

    private long stacks() {
        return logged.list().stream()
                .filter(record -> record.getThrown() != null)
                .count();
    }
}
