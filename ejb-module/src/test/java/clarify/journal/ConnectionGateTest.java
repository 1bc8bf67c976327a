package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {

    private static final DataSource HEALTHY = pool(() -> fake(Connection.class, () -> null));

    private final AtomicLong now = new AtomicLong();
    private final ConnectionGate gate = new ConnectionGate();
    private final ConnectionGate timeless = new ConnectionGate(now::get);

    private final CountDownLatch restored = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Each one who asks it waits until the network is restored. */
    private final DataSource silent = pool(() -> {
        asked.incrementAndGet();
        restored.await();
        throw new SQLException("Read timed out", "08006");
    });

    @AfterEach
    void end() {
        restored.countDown();
        threads.shutdownNow();
    }

    private static DataSource pool(Callable<Connection> connection) {
        return fake(DataSource.class, connection);
    }

    private static <T> T fake(Class<T> type, Callable<?> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.call()));
    }

    /** Gives a connection to each one who asks, when that is opened. */
    private DataSource opening(CountDownLatch open) {
        return pool(() -> {
            asked.incrementAndGet();
            open.await();
            return fake(Connection.class, () -> null);
        });
    }

    private CompletableFuture<Connection> connecting(ConnectionGate through, DataSource pool) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return through.connect(pool);
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    @CanIgnoreReturnValue
    private List<CompletableFuture<Connection>> connecting(int callers, ConnectionGate through, DataSource pool) {
        return Stream.generate(() -> connecting(through, pool)).limit(callers).toList();
    }

    /** As many as may ask at once do. */
    @CanIgnoreReturnValue
    private List<CompletableFuture<Connection>> fill(ConnectionGate through, DataSource pool) {
        int before = asked.get();
        List<CompletableFuture<Connection>> callers = connecting(ConnectionGate.MOST, through, pool);
        awaitAsked(before + ConnectionGate.MOST);
        return callers;
    }

    private void awaitAsked(int callers) {
        Awaitility.await().until(() -> asked.get() == callers);
    }

    @Test
    void a_few_ask_the_pool_at_once_and_others_follow_in_the_order_in_which_they_came() {
        var given = new Semaphore(0);
        var order = new LinkedBlockingQueue<Integer>();
        fill(timeless, pool(() -> {
            asked.incrementAndGet();
            given.acquire();
            return fake(Connection.class, () -> null);
        }));
        for (int i = 1; i <= 5; i++) {
            int caller = i;
            CompletableFuture<Connection> unused = connecting(timeless, pool(() -> {
                order.add(caller);
                given.acquire();
                return fake(Connection.class, () -> null);
            }));
            Awaitility.await().until(() -> timeless.waiting() == caller);
        }
        assertThat(order).isEmpty();

        for (int i = 1; i <= 5; i++) {
            int came = i;
            given.release();
            Awaitility.await().until(() -> order.size() == came);
        }

        assertThat(order).containsExactly(1, 2, 3, 4, 5);
        given.release(ConnectionGate.MOST);
    }

    @Test
    void requests_leave_room_for_what_the_node_does_for_itself() throws SQLException {
        fill(timeless, silent);

        assertThat(timeless.connectForNode(HEALTHY)).isNotNull();
    }

    @Test
    void a_pool_that_hangs_is_asked_once_in_a_second_and_others_are_refused() {
        long start = System.nanoTime();
        fill(gate, silent);

        List<CompletableFuture<Connection>> others = connecting(200, gate, silent);
        Awaitility.await()
                .until(() -> others.stream().filter(CompletableFuture::isDone).count() > 100);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat(asked.get()).isLessThanOrEqualTo(ConnectionGate.MOST + (int) seconds + 1);
        assertThat(others.stream().filter(CompletableFuture::isDone))
                .allSatisfy(refused -> assertThatThrownBy(refused::join)
                        .cause()
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(Database.isUnreachable(failure))
                                        .isTrue()));
    }

    /** Those who hang have not come back yet. */
    @Test
    void one_connection_is_enough_for_all_to_be_let_in_again() {
        fill(gate, silent);
        CompletableFuture<Connection> trial = connecting(gate, silent);
        awaitAsked(ConnectionGate.MOST + 1);

        Awaitility.await().ignoreExceptions().until(() -> gate.connect(HEALTHY) != null);

        fill(gate, silent);
        assertThat(trial).isNotDone();
    }

    @Test
    void so_is_one_that_comes_late() {
        var open = new CountDownLatch(1);
        var late = fill(timeless, opening(open));
        pass(ConnectionGate.LATE);
        CompletableFuture<Connection> trial = connecting(timeless, silent);
        awaitAsked(ConnectionGate.MOST + 1);

        open.countDown();
        late.forEach(CompletableFuture::join);

        connecting(ConnectionGate.MOST - 1, timeless, silent);
        awaitAsked(2 * ConnectionGate.MOST);
        assertThat(trial).isNotDone();
    }

    @Test
    void a_failure_that_comes_late_tells_nothing() {
        var failing = new CountDownLatch(1);
        var late = fill(timeless, pool(() -> {
            asked.incrementAndGet();
            failing.await();
            throw new SQLException("Read timed out", "08006");
        }));
        pass(ConnectionGate.LATE);
        CompletableFuture<Connection> trial = connecting(timeless, silent);
        awaitAsked(ConnectionGate.MOST + 1);

        failing.countDown();
        late.forEach(caller -> assertThatThrownBy(caller::join).hasMessageContaining("Read timed out"));

        CompletableFuture<Connection> next = connecting(timeless, silent);
        Awaitility.await().until(() -> timeless.waiting() == 1);
        assertThat(List.of(trial, next)).noneMatch(CompletableFuture::isDone);
        assertThat(asked).hasValue(ConnectionGate.MOST + 1);
    }

    /** One of two who began together has a connection, late, and the other one waits on: the pool does not hang. */
    @Test
    void who_began_before_the_last_connection_was_had_tells_nothing() {
        var open = new CountDownLatch(1);
        CompletableFuture<Connection> hangs = connecting(timeless, silent);
        CompletableFuture<Connection> comes = connecting(timeless, opening(open));
        awaitAsked(2);
        pass(ConnectionGate.LATE);
        open.countDown();
        assertThat(comes.join()).isNotNull();

        fill(timeless, silent);

        assertThat(hangs).isNotDone();
    }

    @Test
    void a_database_that_refuses_does_not_hang() {
        DataSource refusing = pool(() -> {
            throw new SQLException("refused", "08001");
        });

        for (int i = 0; i < 2 * ConnectionGate.MOST; i++) {
            assertThatThrownBy(() -> timeless.connect(refusing)).hasMessage("refused");
        }
    }

    @Test
    void whoever_is_interrupted_leaves() {
        fill(timeless, silent);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> timeless.connect(HEALTHY)).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(timeless.waiting()).isZero();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos() + 1);
    }
}
