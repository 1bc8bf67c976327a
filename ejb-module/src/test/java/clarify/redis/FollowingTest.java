package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.CircuitRecord.State;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Connections follow Redis to where it is. */
class FollowingTest {

    private static final int CONNECTIONS = 4;

    /** Several calls at once, each of which waits for the others, so that as many connections are pooled after. */
    private static void fillPool(RedisCalls calls) {
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        RoundTrip<Boolean> waiting = RoundTrip.of(Command.reading("MGET", "key"), reply -> {
            try {
                return all.await(20, TimeUnit.SECONDS) >= 0;
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Thread> callers = Stream.generate(
                        () -> new Thread(() -> calls.redis.call(RedisOperation.GET, "key", waiting)))
                .limit(CONNECTIONS)
                .toList();
        callers.forEach(Thread::start);
        Awaitility.await().until(() -> callers.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void a_change_of_master_behind_one_address_is_followed_after_one_refused_call() {
        try (RedisFixture before = new RedisFixture();
                RedisFixture after = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(before.port);
                RedisCalls calls = RedisCalls.patient(proxy.uri());
                Jedis old = before.client();
                Jedis promoted = after.client()) {
            calls.set("key", "before");
            fillPool(calls);
            old.replicaof("localhost", after.port);
            Awaitility.await().until(() -> old.info("replication").contains("role:slave"));
            proxy.leadTo(after.port);

            calls.set("key", "refused");
            calls.set("key", "after");

            assertThat(promoted.get("key")).isEqualTo("after");
            assertThat(calls.get("key")).contains("after");
            assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        }
    }

    @Test
    void a_silent_partition_that_ends_is_over_with_the_next_background_try() {
        try (RedisFixture redis = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(redis.port);
                RedisCalls calls = RedisCalls.patient(proxy.uri())) {
            calls.set("key", "value");
            proxy.partition();
            for (int i = 0; i < 3; i++) {
                assertThat(calls.get("key")).isEmpty();
            }
            calls.recover();
            assertThat(calls.redis.circuit().state()).isEqualTo(State.OPEN);

            proxy.endPartition();
            calls.recover();

            assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
            assertThat(calls.get("key")).contains("value");
        }
    }

    @Test
    void existing_connections_that_carry_nothing_any_more_cost_one_call() {
        try (RedisFixture redis = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(redis.port);
                RedisCalls calls = RedisCalls.patient(proxy.uri())) {
            calls.set("key", "value");
            fillPool(calls);
            proxy.stallExisting();

            calls.get("key"); // lost, or answered over a new connection if this one was idle for long

            assertThat(calls.get("key")).contains("value");
            assertThat(calls.redis.circuit().state()).isEqualTo(State.CLOSED);
        }
    }

    /** Long enough for it to be in doubt. */
    @Test
    void one_that_was_idle_is_asked_first_so_that_no_call_is_lost_with_it() {
        try (RedisFixture redis = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(redis.port);
                RedisCalls calls = RedisCalls.patient(proxy.uri())) {
            calls.set("key", "value");
            proxy.stallExisting();
            long idleSince = System.nanoTime();
            Awaitility.await().until(() -> System.nanoTime() - idleSince > RedisConnections.DOUBTFUL.toNanos());

            assertThat(calls.get("key")).contains("value");

            assertThat(calls.logged.list()).isEmpty();
        }
    }

    @Test
    void a_connection_that_has_reached_its_age_is_replaced() {
        try (ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
                RedisCalls calls = new RedisCalls(
                        server.uri(),
                        Map.of("clarify.redis.max-connection-age", "PT0.001S"),
                        InetAddress::getAllByName)) {
            assertThat(calls.get("key")).contains("value");
            long used = System.nanoTime();
            Awaitility.await().until(() -> System.nanoTime() - used > 2_000_000);

            assertThat(calls.get("key")).contains("value");

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_role_that_is_not_the_masters_makes_the_next_call_resolve_the_name_anew() throws Exception {
        InetAddress first = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 1});
        InetAddress second = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 2});
        AtomicReference<InetAddress> leads = new AtomicReference<>(first);
        try (ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
                RedisCalls calls = new RedisCalls(
                        "redis://redis.test:" + server.port(), Map.of(), host -> new InetAddress[] {leads.get()})) {
            assertThat(calls.get("key")).contains("value");
            leads.set(second);
            server.reply("-MASTERDOWN Link with MASTER is down\r\n");
            assertThat(calls.get("key")).isEmpty();
            server.reply("*1\r\n$5\r\nvalue\r\n");

            assertThat(calls.get("key")).isEmpty(); // nobody listens there

            assertThat(calls.gets("connection")).isEqualTo(1);
        }
    }

    @Test
    void a_healthy_connection_is_used_no_more_when_the_name_leads_elsewhere() throws Exception {
        InetAddress first = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 1});
        InetAddress second = InetAddress.getByAddress("redis.test", new byte[] {127, 0, 0, 2});
        AtomicReference<InetAddress> leads = new AtomicReference<>(first);
        try (ScriptedRedis before = new ScriptedRedis("*1\r\n$6\r\nbefore\r\n", first, 0);
                ScriptedRedis after = new ScriptedRedis("*1\r\n$5\r\nafter\r\n", second, before.port());
                RedisCalls calls = new RedisCalls(
                        "redis://redis.test:" + before.port(),
                        Map.of("clarify.redis.connect-timeout", "PT5S", "clarify.redis.read-timeout", "PT5S"),
                        host -> new InetAddress[] {leads.get()})) {
            RoundTrip<Optional<String>> meanwhile = RoundTrip.of(Command.reading("MGET", "key"), reply -> {
                leads.set(second);
                return calls.get("key"); // needs another connection, as this one is in use
            });

            assertThat(calls.redis.call(RedisOperation.GET, "key", meanwhile)).contains(Optional.of("after"));

            for (int i = 0; i < 3; i++) {
                assertThat(calls.get("key")).contains("after");
            }
            assertThat(before.connections()).isOne();
            assertThat(after.connections()).isOne();
        }
    }

    @Test
    void an_error_that_is_tolerated_does_not_cost_a_new_connection_each_time() {
        try (ScriptedRedis server = new ScriptedRedis("-READONLY You can't write against a read only replica.\r\n");
                RedisCalls calls = RedisCalls.patient(server.uri())) {
            RoundTrip<Boolean> tolerant =
                    RoundTrip.of(List.of(Command.storing("SET", "key", "1"))).givenErrors();

            for (int i = 0; i < 3; i++) {
                assertThat(calls.redis.call(RedisOperation.GET, "key", tolerant))
                        .contains(true);
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_call_that_counts_for_nothing_costs_no_connection_of_others() {
        try (ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
                RedisCalls calls = RedisCalls.patient(server.uri())) {
            assertThat(calls.get("key")).contains("value");
            server.script(command -> ""); // silent
            assertThat(calls.redis.callUncounted("key", RedisCalls.mget("key"))).isEmpty();
            server.reply("-LOADING Redis is loading the dataset in memory\r\n");
            assertThat(calls.redis.callUncounted("key", RedisCalls.mget("key"))).isEmpty();
            server.reply("*1\r\n$5\r\nvalue\r\n");

            assertThat(calls.get("key")).contains("value");

            assertThat(server.connections()).isEqualTo(3);
        }
    }
}
