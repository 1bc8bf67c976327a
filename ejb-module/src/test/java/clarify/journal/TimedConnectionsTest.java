package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedConnectionsTest {

    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final int STEPS = 10;
    private static final int PLACES = 8;
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private final HandWatch watch = new HandWatch();
    private final AtomicInteger overdue = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean autoCommit = true;
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
        assertThat(calls).containsExactly("pooled close");
        assertThat(overdue).hasValue(0);
    }

    @Test
    void what_does_not_answer_is_aborted_and_told_as_unreachable() {
        CompletableFuture<Object> use = CompletableFuture.supplyAsync(this::silentUse);
        await(using);

        watch.steps(STEPS);

        assertThat(use.join()).isInstanceOfSatisfying(SQLException.class, TimedConnectionsTest::assertUnreachable);
        assertThat(calls).containsExactly("driver's abort", "pooled abort", "pooled close");
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

    /** Until the driver gives up, which nobody can make it do: the caller has gone on by then. */
    @Test
    void who_waits_too_long_for_a_connection_leaves_and_it_is_closed_when_it_comes() {
        DataSource slow = dataSource(() -> {
            watch.steps(STEPS);
            return connection("pooled");
        });

        assertThatThrownBy(() -> new TimedConnections(slow::getConnection, Runnable::run, watch, PLACES, SILENCE)
                        .within(LIMIT, overdue::incrementAndGet, connection -> "answer"))
                .isInstanceOfSatisfying(SQLException.class, TimedConnectionsTest::assertUnreachable);
        assertThat(overdue).hasValue(1);
        assertThat(calls).containsExactly("pooled close");
    }

    @Test
    void work_has_the_whole_limit_however_long_the_connection_was_waited_for() throws SQLException {
        DataSource slow = dataSource(() -> {
            watch.steps(STEPS - 1);
            return connection("pooled");
        });

        String answer = new TimedConnections(slow::getConnection, Runnable::run, watch, PLACES, SILENCE)
                .within(LIMIT, overdue::incrementAndGet, connection -> {
                    watch.steps(STEPS - 1);
                    return "answer";
                });

        assertThat(answer).isEqualTo("answer");
        assertThat(overdue).hasValue(0);
    }

    @Test
    void who_is_not_let_go_by_a_driver_that_cannot_be_aborted_leaves() {
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Object> use = CompletableFuture.supplyAsync(() -> use(onThread(), connection -> {
            using.countDown();
            await(over);
            return "late";
        }));
        await(using);

        watch.steps(2 * STEPS);

        assertThat(use.join()).isInstanceOf(SQLException.class);
        over.countDown();
    }

    @Test
    void a_task_that_the_server_drops_is_left() {
        CountDownLatch dropped = new CountDownLatch(1);
        CompletableFuture<Object> use =
                CompletableFuture.supplyAsync(() -> use(task -> dropped.countDown(), connection -> "answer"));
        await(dropped);

        watch.steps(STEPS);

        assertThat(use.join()).isInstanceOf(SQLException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void without_a_thread_the_caller_does_it() throws SQLException {
        String answer = new TimedConnections(
                        dataSource(() -> connection("pooled"))::getConnection,
                        task -> {
                            throw new OutOfMemoryError("no thread");
                        },
                        watch,
                        PLACES,
                        SILENCE)
                .within(LIMIT, overdue::incrementAndGet, connection -> "answer");

        assertThat(answer).isEqualTo("answer");
    }

    @Test
    void work_on_the_thread_of_its_caller_ends_when_its_connection_is_aborted() {
        CompletableFuture<Object> use =
                CompletableFuture.supplyAsync(() -> outcome(() -> connections().here(LIMIT, this::silentWork)));
        await(using);

        watch.steps(STEPS);

        assertThat(use.join()).isInstanceOfSatisfying(SQLException.class, TimedConnectionsTest::assertUnreachable);
        assertThat(calls).contains("pooled abort");
    }

    @Test
    void work_in_steps_has_the_whole_limit_for_each() throws SQLException {
        String answer = connections().inSteps(LIMIT, overdue::incrementAndGet, (connection, moved) -> {
            for (int i = 0; i < 5; i++) {
                watch.steps(STEPS - 1);
                moved.run();
            }
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(overdue).hasValue(0);
        assertThat(calls).containsExactly("pooled close");
    }

    @Test
    void work_whose_step_takes_too_long_is_told_before_its_connection_is_aborted() {
        assertThatThrownBy(() -> connections().inSteps(LIMIT, () -> calls.add("overdue"), (connection, moved) -> {
                    watch.steps(STEPS - 1);
                    moved.run();
                    watch.steps(STEPS);
                    throw new IllegalStateException("ended");
                }))
                .isInstanceOfSatisfying(SQLException.class, TimedConnectionsTest::assertUnreachable);

        assertThat(calls).containsExactly("overdue", "driver's abort", "pooled abort", "pooled close");
    }

    @Test
    void uses_that_do_not_end_take_no_more_than_their_places() {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(PLACES);
        TimedConnections stuck = new TimedConnections(
                dataSource(() -> {
                    waiting.countDown();
                    await(over);
                    return connection("pooled");
                })::getConnection,
                onThread(),
                new HandWatch(),
                PLACES,
                SILENCE);
        for (int i = 0; i < PLACES; i++) {
            onThread()
                    .execute(
                            () -> assertThat(use(stuck, connection -> "answer")).isNotNull());
        }
        await(waiting);

        assertThat(use(stuck, connection -> "answer")).isInstanceOf(SQLException.class);
        over.countDown();
    }

    @Test
    void a_connection_that_was_left_in_a_transaction_is_brought_to_its_end_first() throws SQLException {
        autoCommit = false;

        String answer = connections().within(LIMIT, overdue::incrementAndGet, connection -> "answer");

        assertThat(answer).isEqualTo("answer");
        assertThat(calls).containsExactly("pooled rollback", "pooled setAutoCommit", "pooled close");
    }

    @Test
    void a_connection_that_cannot_be_had_is_told_as_unreachable() {
        DataSource none = dataSource(() -> {
            throw new SQLException("no place in the pool");
        });

        assertThatThrownBy(() -> new TimedConnections(none::getConnection, Runnable::run, watch, PLACES, SILENCE)
                        .within(LIMIT, () -> {}, connection -> "answer"))
                .isInstanceOfSatisfying(SQLException.class, TimedConnectionsTest::assertUnreachable);
    }

    @Test
    void an_error_of_the_database_is_thrown_as_it_is() {
        SQLException wrong = new SQLException("no such column", "42703");

        assertThatThrownBy(() -> connections().within(LIMIT, () -> {}, connection -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
        assertThat(Database.isUnreachable(wrong)).isFalse();
        assertThat(calls).containsExactly("pooled close");
    }

    private TimedConnections connections() {
        return new TimedConnections(
                dataSource(() -> connection("pooled"))::getConnection, Runnable::run, watch, PLACES, SILENCE);
    }

    private static Executor onThread() {
        return task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        };
    }

    private static void assertUnreachable(SQLException failure) {
        assertThat(Database.isUnreachable(failure)).isTrue();
    }

    private Object silentUse() {
        return use(connections(), this::silentWork);
    }

    private Object silentWork(Connection connection) throws SQLException {
        using.countDown();
        await(aborted);
        throw new SQLException("socket closed");
    }

    private Object use(Executor executor, Database.Work<Object> work) {
        return use(
                new TimedConnections(
                        dataSource(() -> connection("pooled"))::getConnection, executor, watch, PLACES, SILENCE),
                work);
    }

    private Object use(TimedConnections connections, Database.Work<Object> work) {
        return outcome(() -> connections.within(LIMIT, overdue::incrementAndGet, work));
    }

    private interface Use {
        Object answer() throws SQLException;
    }

    /** The answer, or what was thrown. */
    private static Object outcome(Use use) {
        try {
            return use.answer();
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

    private Connection connection(String whose) {
        return (Connection) Proxy.newProxyInstance(
                TimedConnectionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> called(whose, method.getName()));
    }

    private @Nullable Object called(String whose, String method) {
        return switch (method) {
            case "getAutoCommit" -> autoCommit;
            case "getNetworkTimeout" -> 10_000;
            case "getMetaData" ->
                Proxy.newProxyInstance(
                        TimedConnectionsTest.class.getClassLoader(),
                        new Class<?>[] {DatabaseMetaData.class},
                        (proxy, asked, arguments) -> connection("driver's"));
            default -> {
                calls.add(whose + " " + method);
                if (method.equals("abort")) {
                    aborted.countDown();
                }
                yield null;
            }
        };
    }
}
