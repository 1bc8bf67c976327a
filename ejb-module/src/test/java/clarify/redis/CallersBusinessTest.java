package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends a call and is no failure of Redis. */
class CallersBusinessTest {

    private final ScriptedRedis server = new ScriptedRedis("*1\r\n$5\r\nvalue\r\n");
    private final RedisCalls calls = new RedisCalls(
            server.uri(),
            Map.of("clarify.redis.pool-size", "2", "clarify.redis.read-timeout", "PT20S"),
            InetAddress::getAllByName);

    @AfterEach
    void close() {
        Thread.interrupted();
        calls.close();
        server.close();
    }

    @Test
    void an_interrupt_ends_the_call_at_once_and_stays_with_the_thread() throws Exception {
        server.script(command -> ""); // silent
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();

        for (int i = 0; i < 4; i++) {
            Thread caller = new Thread(() -> {
                boolean answered = calls.get("key").isPresent();
                interrupted.add(!answered && Thread.currentThread().isInterrupted());
            });
            int connections = i + 1;
            caller.start();
            Awaitility.await().until(() -> server.connections() == connections);
            caller.interrupt();
            caller.join(10_000);
        }

        assertThat(interrupted).containsExactly(true, true, true, true);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
        assertThat(calls.redis.isAvailable()).isTrue();
        assertThat(calls.logged.list()).isEmpty();
    }

    @Test
    void a_thread_that_is_interrupted_already_makes_no_call() {
        Thread.currentThread().interrupt();

        assertThat(calls.get("key")).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.connections()).isZero();
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @Test
    void a_full_pool_is_no_failure_of_redis_and_is_counted_apart() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.script(command -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                return "";
            }
            return ScriptedRedis.isEcho(command) ? ScriptedRedis.echo(command) : "*1\r\n$5\r\nvalue\r\n";
        });
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            busy.add(new Thread(() -> calls.get("key")));
        }
        busy.forEach(Thread::start);
        Awaitility.await().until(() -> server.connections() == 2);

        for (int i = 0; i < 6; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        assertThat(calls.gets("pool")).isEqualTo(6);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
        assertThat(calls.logged.list()).isEmpty();
        answer.countDown();
        for (Thread thread : busy) {
            thread.join(30_000);
        }
        assertThat(calls.get("key")).contains("value");
    }
}
