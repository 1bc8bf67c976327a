package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private static final int STEPS = 10;
    private static final DatabaseSettings SETTINGS =
            new DatabaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 24);

    private final HandWatch watch = new HandWatch();
    private final List<String> calls = new ArrayList<>();
    private final Map<Object, Object> resources = new HashMap<>();
    private final MigrationGate gate = new MigrationGate();
    private final Transactions transactions = new Transactions(gate, new ConnectionGate(), SETTINGS);
    private int readLimit = 15_000;
    private @Nullable SQLException refusal;
    private @Nullable SQLException refusedLimits;

    @BeforeEach
    void wire() {
        gate.open("H2");
        transactions.dataSource = fake(DataSource.class, (method, arguments) -> {
            if (refusal != null) {
                throw refusal;
            }
            return connection("pooled");
        });
        transactions.registry = fake(TransactionSynchronizationRegistry.class, (method, arguments) -> switch (method) {
            case "putResource" -> resources.put(arguments[0], arguments[1]);
            case "getResource" -> resources.get(arguments[0]);
            default -> null;
        });
        transactions.watch = fake(ManagedScheduledExecutorService.class, (method, arguments) -> scheduled(arguments));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever has asked the fake gets it
    private Object scheduled(Object... arguments) {
        return watch.scheduleWithFixedDelay(
                (Runnable) arguments[0], (long) arguments[1], (long) arguments[2], TimeUnit.NANOSECONDS);
    }

    @AfterEach
    void stop() {
        watch.shutdownNow();
    }

    private interface Answers {
        @Nullable
        Object to(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answers.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private Connection connection(String name) {
        return fake(Connection.class, (method, arguments) -> switch (method) {
            case "getMetaData" ->
                fake(
                        DatabaseMetaData.class,
                        (asked, none) -> asked.equals("getConnection") ? connection("driver") : "PostgreSQL");
            case "prepareStatement" -> statement();
            case "getNetworkTimeout" -> readLimit;
            case "setNetworkTimeout" -> calls.add(name + " reads at most " + arguments[1]);
            default -> {
                calls.add(name + " " + method);
                yield null;
            }
        });
    }

    private PreparedStatement statement() {
        return fake(PreparedStatement.class, (method, arguments) -> {
            if (method.equals("setString")) {
                calls.add("set " + arguments[1]);
            }
            if (method.equals("execute") && refusedLimits != null) {
                throw refusedLimits;
            }
            return method.equals("execute") ? true : null;
        });
    }

    @Test
    void a_transaction_in_time_is_left_alone() {
        Transactions.Watch limited = transactions.limit();
        watch.steps(STEPS - 1);
        limited.end();
        watch.steps(2 * STEPS);

        assertThat(calls).containsExactly("set 5000", "set 10000", "pooled close");
        assertThat(transactions.isLimited()).isTrue();
    }

    @Test
    void one_that_lasts_too_long_is_aborted_and_its_connection_not_given_out_again() {
        Transactions.Watch limited = transactions.limit();
        watch.steps(STEPS);
        assertThat(calls).endsWith("driver abort");

        limited.end();
        assertThat(calls).endsWith("pooled abort", "pooled close");
    }

    @Test
    void what_refuses_its_limits_is_not_watched_any_more() {
        refusedLimits = new SQLException("current transaction is aborted", "25P02");

        assertThatThrownBy(transactions::limit).hasCause(refusedLimits);
        watch.steps(2 * STEPS);

        assertThat(calls).endsWith("pooled close").doesNotContain("driver abort");
    }

    @Test
    void a_connection_that_may_be_silent_for_ever_gets_a_limit_for_that_first() {
        readLimit = 0;

        transactions.limit().end();

        assertThat(calls).startsWith("driver reads at most 12000");
    }

    @Test
    void a_database_that_cannot_be_reached_is_told_as_such() {
        refusal = new SQLException("no place in the pool");

        assertThatThrownBy(transactions::limit).isInstanceOf(DatabaseAway.class).hasCause(refusal);
        assertThat(DatabaseFailure.of(new IllegalStateException(new DatabaseAway(refusal))))
                .contains(DatabaseFailure.UNREACHABLE);
    }

    @Test
    void nobody_uses_the_database_before_its_tables_are_up_to_date() {
        var early = new Transactions(new MigrationGate(), new ConnectionGate(), SETTINGS);
        early.registry = transactions.registry;
        early.dataSource = transactions.dataSource;

        assertThatThrownBy(early::limit)
                .isInstanceOf(DatabaseAway.class)
                .satisfies(refused -> assertThat(DatabaseFailure.of(refused)).contains(DatabaseFailure.NOT_MIGRATED));
        assertThat(calls).isEmpty();
    }
}
