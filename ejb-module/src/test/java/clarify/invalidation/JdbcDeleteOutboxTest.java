package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcDeleteOutboxTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final SharedDatabase database = new SharedDatabase();

    private JdbcDeleteOutbox outbox(Duration limit) {
        return new JdbcDeleteOutbox(database.table(), threads, limit);
    }

    @Test
    void a_delete_is_written_when_the_call_returns() {
        outbox(MINUTE).add(Set.of("moon"));

        assertThat(database.undeliveredDeletes()).isEqualTo(1);
    }

    @Test
    void a_thread_that_was_interrupted_writes_its_delete_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        outbox(MINUTE).add(Set.of("moon"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(database.undeliveredDeletes()).isEqualTo(1);
    }

    @Test
    void many_callers_at_once_share_few_statements() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        database.beforeDeletesAreAdded(() -> {
            writing.countDown();
            mayWrite.await();
        });
        JdbcDeleteOutbox outbox = outbox(MINUTE);
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        callers.add(CompletableFuture.runAsync(() -> outbox.add(Set.of("moon")), threads));
        writing.await();
        for (int i = 1; i < 50; i++) {
            String key = "moon:" + i;
            callers.add(CompletableFuture.runAsync(() -> outbox.add(Set.of(key)), threads));
        }
        Awaitility.await().until(() -> outbox.waiting() == 49);
        mayWrite.countDown();

        assertThat(callers).allSatisfy(caller -> assertThat(caller).succeedsWithin(MINUTE));
        assertThat(database.undeliveredDeletes()).isEqualTo(50);
        assertThat(database.statementsOfDeletes()).isEqualTo(2);
    }

    @Test
    void without_the_database_the_log_says_so_once_and_nothing_is_left() {
        database.failPolls(new SQLException("away", "08001"));
        JdbcDeleteOutbox outbox = outbox(MINUTE);
        try (LoggedRecords logged = new LoggedRecords("clarify.invalidation")) {
            outbox.add(Set.of("moon"));
            outbox.add(Set.of("sun"));

            assertThat(logged.list()).hasSize(1);
            assertThat(logged.list().get(0).getMessage())
                    .contains("not yet written")
                    .doesNotContain("moon");
        }
        database.failPolls(null);
        outbox.add(Set.of("star"));
        assertThat(database.undeliveredDeletes()).isEqualTo(1);
    }

    @Test
    void an_error_reaches_no_caller_and_stops_nothing() {
        database.beforeDeletesAreAdded(() -> {
            throw new OutOfMemoryError("heap");
        });
        JdbcDeleteOutbox outbox = outbox(MINUTE);
        outbox.add(Set.of("moon"));
        database.beforeDeletesAreAdded(() -> {});

        outbox.add(Set.of("sun"));

        assertThat(database.undeliveredDeletes()).isEqualTo(1);
    }

    @Test
    void a_silent_database_holds_the_caller_for_no_longer_than_the_limit_and_has_the_delete_later() {
        CountDownLatch speaks = new CountDownLatch(1);
        database.beforeDeletesAreAdded(speaks::await);
        outbox(SHORT).add(Set.of("moon"));
        assertThat(database.undeliveredDeletes()).isZero();

        speaks.countDown();

        Awaitility.await().until(() -> database.undeliveredDeletes() == 1);
    }
}
