package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedConnectionsTest {

    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final int STEPS = 10;

    private final HandWatch watch = new HandWatch();
    private final AtomicInteger overdue = new AtomicInteger();
    private final List<String> calls = new ArrayList<>();
    private final CountDownLatch aborted = new CountDownLatch(1);
    private final CountDownLatch using = new CountDownLatch(1);

    @AfterEach
    void stop() {
        watch.shutdownNow();
    }

    @Test
    void what_answers_in_time_is_returned_and_its_connection_closed() throws SQLException {
        String answer = connections().within(LIMIT, overdue::incrementAndGet, connection -> "answer");
        watch.steps(2 * STEPS);

        assertThat(answer).isEqualTo("answer");
        assertThat(calls).containsExactly("close");
        assertThat(overdue).hasValue(0);
    }

    @Test
    void what_does_not_answer_is_aborted_and_told_as_unreachable() {
        CompletableFuture<Object> use = CompletableFuture.supplyAsync(this::silentUse);
        await(using);

        watch.steps(STEPS);

        assertThat(use.join())
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(Database.isUnreachable(failure)).isTrue());
        assertThat(calls).containsExactly("abort", "close");
        assertThat(overdue).hasValue(1);
    }

    /** However long the process stood still: the watch is called once when it goes on. */
    @Test
    void time_in_which_the_process_stands_still_is_one_step() {
        CompletableFuture<Object> use = CompletableFuture.supplyAsync(this::silentUse);
        await(using);

        watch.steps(STEPS - 1);

        assertThat(calls).isEmpty();
        assertThat(overdue).hasValue(0);
        watch.steps(1);
        assertThat(use.join()).isInstanceOf(SQLException.class);
    }

    @Test
    void who_waits_too_long_for_a_connection_is_told_and_gets_the_whole_limit_with_it() throws SQLException {
        DataSource slow = dataSource(() -> {
            watch.steps(STEPS);
            return connection();
        });

        String answer = new TimedConnections(slow, watch).within(LIMIT, overdue::incrementAndGet, connection -> {
            watch.steps(STEPS - 1);
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(overdue).hasValue(1);
        assertThat(calls).containsExactly("close");
    }

    @Test
    void a_connection_that_cannot_be_had_is_told_as_unreachable() {
        DataSource none = dataSource(() -> {
            throw new SQLException("no place in the pool");
        });

        assertThatThrownBy(() -> new TimedConnections(none, watch).within(LIMIT, () -> {}, connection -> "answer"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(Database.isUnreachable(failure)).isTrue());
    }

    @Test
    void an_error_of_the_database_is_thrown_as_it_is() {
        SQLException wrong = new SQLException("no such column", "42703");

        assertThatThrownBy(() -> connections().within(LIMIT, () -> {}, connection -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
        assertThat(Database.isUnreachable(wrong)).isFalse();
        assertThat(calls).containsExactly("close");
    }

    private TimedConnections connections() {
        return new TimedConnections(dataSource(this::connection), watch);
    }

    private Object silentUse() {
        try {
            return connections().within(LIMIT, overdue::incrementAndGet, connection -> {
                using.countDown();
                await(aborted);
                throw new SQLException("socket closed");
            });
        } catch (SQLException e) {
            return e;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Connector {
        Connection connect() throws SQLException;
    }

    private static DataSource dataSource(Connector connector) {
        return (DataSource) Proxy.newProxyInstance(
                TimedConnectionsTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connector.connect());
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                TimedConnectionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> called(method.getName()));
    }

    private Object called(String method) {
        if (method.equals("isWrapperFor")) {
            return false;
        }
        calls.add(method);
        if (method.equals("abort")) {
            aborted.countDown();
        }
        return method;
    }

    /** Calls what is scheduled when the test says so. */
    private static final class HandWatch extends ScheduledThreadPoolExecutor {

        private Runnable scheduled = () -> {};

        HandWatch() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
            scheduled = task;
            return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }

        void steps(int steps) {
            for (int i = 0; i < steps; i++) {
                scheduled.run();
            }
        }
    }
}
