package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextProbe;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.RedisProxied;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisProxied.class)
class RedisProxyServerIT {
    /** Tolerance for scheduling on a busy machine, less than a second deadline. */
    private static final Duration SCHEDULING = Duration.ofMillis(450);

    private static final Duration DEADLINE_AND_SCHEDULING =
            Duration.ofMillis(500).plus(SCHEDULING);

    private final Clarify clarify;
    private final TcpProxy proxy;
    private final ContextProbe probe;

    RedisProxyServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        proxy = environment.proxy();
        probe = new ContextProbe(environment);
    }

    @BeforeEach
    void the_circuit_is_closed() {
        probe.awaitClosed(RedisProxied.RECOVERY);
        probe.journal().warm();
    }

    @Test
    void while_the_circuit_is_open_no_request_calls_redis_and_one_background_try_decides() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        Instant stillClosed = Instant.now();
        probe.assertOpensAtTheThirdContext();
        proxy.forget();

        Awaitility.await("the background try").pollDelay(Duration.ZERO).until(() -> {
            probe.assertCorrectContext();
            return proxy.firstContact().isPresent();
        });
        assertThat(proxy.firstContact().orElseThrow()).isAfter(stillClosed.plus(RedisProxied.RECOVERY));
        assertThat(clarify.cache().state()).isNotEqualTo("closed");

        proxy.pass();
        probe.awaitClosed(RedisProxied.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void loading_redis_opens_the_circuit() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        probe.assertOpensAtTheThirdContext();
    }

    @Test
    void refused_connections_open_the_circuit() {
        proxy.refuse();
        probe.assertOpensAtTheThirdContext();
    }

    @Test
    void whatever_redis_answers_a_context_is_right_and_it_is_cached_again_afterwards() {
        proxy.answerOddly();
        for (int i = 0; i < 3 * TcpProxy.ODD_REPLIES.size(); i++) {
            probe.assertCorrectContext();
            clarify.admin().post("/admin/cache/circuit/reset", "").expect(200);
        }

        proxy.pass();
        probe.awaitClosed(RedisProxied.RECOVERY);
        probe.assertCorrectAndCached();
    }

    @Test
    void replies_that_come_twice_show_nobody_the_lists_of_another() {
        Journal other = Journal.rich(clarify);
        other.caller().patch("/users/me", Map.of("name", "Somebody Else")).expect(200);
        other.warm();

        proxy.answerTwice();
        for (int i = 0; i < 20; i++) {
            probe.assertCorrectContext();
            assertThat(other.caller().context().text()).contains("Somebody Else");
            clarify.admin().post("/admin/cache/circuit/reset", "").expect(200);
        }

        proxy.pass();
        probe.awaitClosed(RedisProxied.RECOVERY);
        probe.assertCorrectAndCached();
        assertThat(other.warm().text()).contains("Somebody Else");
    }

    @Test
    void a_trickling_redis_delays_no_context_beyond_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(probe.timeOfUncachedContext());

        proxy.trickle();
        for (int i = 0; i < 6; i++) {
            assertThat(probe.assertCorrectContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }

    @Test
    void a_redis_that_never_answers_delays_no_context_beyond_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(probe.timeOfUncachedContext());

        proxy.swallow();
        for (int i = 0; i < 6; i++) {
            assertThat(probe.assertCorrectContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }
}
