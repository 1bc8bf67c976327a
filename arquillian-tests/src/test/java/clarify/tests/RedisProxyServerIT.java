package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.RedisProxied;
import clarify.testkit.RedisProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Witness;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisProxied.class)
class RedisProxyServerIT {
    /** For a thread that busy cores let wait; less than a second deadline. */
    private static final Duration SCHEDULING = Duration.ofMillis(450);

    private static final Duration DEADLINE_AND_SCHEDULING =
            Duration.ofMillis(500).plus(SCHEDULING);

    private final Clarify clarify;
    private final RedisProxy proxy;
    private final Witness witness;

    RedisProxyServerIT(TestEnvironment stage) {
        clarify = stage.clarify();
        proxy = stage.proxy();
        witness = new Witness(stage);
    }

    @BeforeEach
    void the_circuit_is_closed() {
        witness.awaitClosed(RedisProxied.RECOVERY);
        witness.journal().warm();
    }

    @Test
    void while_the_circuit_is_open_no_request_calls_redis_and_one_background_try_decides() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        Instant stillClosed = Instant.now();
        witness.assertOpensAtTheThirdContext();
        proxy.forget();

        Awaitility.await("the background try").pollDelay(Duration.ZERO).until(() -> {
            witness.assertRightContext();
            return proxy.firstContact().isPresent();
        });
        assertThat(proxy.firstContact().orElseThrow()).isAfter(stillClosed.plus(RedisProxied.RECOVERY));
        assertThat(clarify.cache().state()).isNotEqualTo("closed");

        proxy.pass();
        witness.awaitClosed(RedisProxied.RECOVERY);
        witness.assertRightAndWarm();
    }

    @Test
    void loading_redis_opens_the_circuit() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        witness.assertOpensAtTheThirdContext();
    }

    @Test
    void refused_connections_open_the_circuit() {
        proxy.refuse();
        witness.assertOpensAtTheThirdContext();
    }

    @Test
    void a_redis_that_trickles_holds_no_context_longer_than_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(witness.coldContext());

        proxy.trickle();
        for (int i = 0; i < 6; i++) {
            assertThat(witness.assertRightContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }

    @Test
    void a_redis_that_swallows_everything_holds_no_context_longer_than_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(witness.coldContext());

        proxy.swallow();
        for (int i = 0; i < 6; i++) {
            assertThat(witness.assertRightContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }
}
