package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);

    private static final DataSource HEALTHY = pool(() -> fake(Connection.class, () -> null));
    private static final DataSource REFUSING = pool(() -> {
        throw new SQLException("refused", "08001");
    });

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

    private CompletableFuture<Connection> connecting(ConnectionGate gate, DataSource pool) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return gate.connect(pool);
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    /** As many as may ask at once do, and hang. */
    private void hang(ConnectionGate gate) {
        int before = asked.get();
        for (int i = 0; i < ConnectionGate.MOST; i++) {
            CompletableFuture<Connection> unused = connecting(gate, silent);
        }
        awaitAsked(before + ConnectionGate.MOST);
    }

    private void awaitAsked(int callers) {
        Awaitility.await().until(() -> asked.get() == callers);
    }

    @Test
    void a_few_ask_the_pool_at_once_and_others_wait_their_turn() {
        ConnectionGate gate = new ConnectionGate(NEVER);
        hang(gate);

        CompletableFuture<Connection> next = connecting(gate, HEALTHY);
        Awaitility.await().during(SOON).until(() -> !next.isDone());
        restored.countDown();

        assertThat(next.join()).isNotNull();
        assertThat(asked).hasValue(ConnectionGate.MOST);
    }

    @Test
    void a_pool_that_hangs_is_asked_now_and_then_and_others_are_refused() {
        ConnectionGate gate = new ConnectionGate(SOON);
        long start = System.nanoTime();
        hang(gate);

        List<CompletableFuture<Connection>> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            others.add(connecting(gate, silent));
        }
        Awaitility.await()
                .until(() -> others.stream().filter(CompletableFuture::isDone).count() > 100);
        long intervals = (System.nanoTime() - start) / SOON.toNanos();

        assertThat(asked.get()).isLessThanOrEqualTo(ConnectionGate.MOST + (int) intervals + 1);
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
        ConnectionGate gate = new ConnectionGate();
        hang(gate);
        CompletableFuture<Connection> trial = connecting(gate, silent);
        awaitAsked(ConnectionGate.MOST + 1);

        Awaitility.await().ignoreExceptions().until(() -> gate.connect(HEALTHY) != null);

        hang(gate);
        assertThat(trial).isNotDone();
    }

    @Test
    void a_database_that_refuses_does_not_hang() {
        ConnectionGate gate = new ConnectionGate(NEVER);

        for (int i = 0; i < 2 * ConnectionGate.MOST; i++) {
            assertThatThrownBy(() -> gate.connect(REFUSING)).hasMessage("refused");
        }
    }

    @Test
    void whoever_is_interrupted_leaves() {
        ConnectionGate gate = new ConnectionGate(NEVER);
        hang(gate);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> gate.connect(HEALTHY)).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
