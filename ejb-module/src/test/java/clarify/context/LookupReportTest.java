package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.logging.LoggedRecords;
import clarify.logging.RecurringCauses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupReportTest {

    private static final UUID USER = UUID.fromString("018f2ad2-0000-7000-8000-000000000001");

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LoggedRecords logged = new LoggedRecords(LookupReport.class.getName());
    private long now = Long.MAX_VALUE; // overflows while the test runs
    private final LookupReport report =
            new LookupReport(Kind.DREAMS, new ContextMetrics(meters), new RecurringCauses(() -> now));

    @AfterEach
    void restore() {
        logged.close();
    }

    private void fails(String message) {
        report.failed(USER, new IllegalStateException(new SQLException(message)));
    }

    @Test
    void a_cause_that_lasts_is_logged_once_a_minute_with_how_many_there_were() {
        fails("connection 1 is dead");
        fails("connection 2 is dead");
        now += Duration.ofSeconds(59).toNanos();
        fails("connection 3 is dead");
        now += Duration.ofSeconds(1).toNanos();
        fails("connection 4 is dead");
        fails("connection 5 is dead");

        assertThat(logged.list())
                .extracting(LogRecord::getMessage)
                .containsExactly(
                        "Lookup failed: kind=dreams userId=" + USER,
                        "Lookup failed: kind=dreams userId=" + USER + " (and 2 before it)");
        assertThat(logged.list())
                .allSatisfy(record -> assertThat(record.getThrown()).hasRootCauseInstanceOf(SQLException.class));
    }

    @Test
    void another_cause_is_logged_at_once() {
        fails("dead");
        report.failed(USER, new OutOfMemoryError());
        report.ranOutOfTime(USER, new TimeoutException());
        fails("dead");

        assertThat(logged.list()).hasSize(3);
    }

    @Test
    void each_is_counted() {
        fails("dead");
        fails("dead");
        report.ranOutOfTime(USER, new TimeoutException());
        report.ended();

        assertThat(ended("failed")).isEqualTo(2);
        assertThat(ended("timeout")).isOne();
        assertThat(ended("ok")).isOne();
    }

    private double ended(String outcome) {
        return meters.get("clarify.lookups")
                .tags("kind", "dreams", "outcome", outcome)
                .counter()
                .count();
    }
}
