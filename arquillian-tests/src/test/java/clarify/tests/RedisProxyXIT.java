package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Answer;
import clarify.stage.Clarify;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.RedisProxied;
import clarify.stage.RedisProxy;
import clarify.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnServer(RedisProxied.class)
class RedisProxyXIT {
    private static final Duration DEADLINE_AND_SCHEDULING = Duration.ofMillis(500 + 250);

    private final Clarify clarify;
    private final RedisProxy proxy;
    private final Journal journal;
    private final String text;

    RedisProxyXIT(Stage stage) {
        clarify = stage.clarify();
        proxy = stage.proxy();
        journal = Journal.rich(clarify);
        text = journal.caller().context().text();
    }

    @BeforeEach
    void the_circuit_is_closed() {
        awaitClosed();
        journal.warm();
    }

    @Test
    void while_the_circuit_is_open_no_request_calls_redis_and_one_background_try_decides() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        Instant stillClosed = Instant.now();
        openTheCircuit();
        proxy.forget();

        while (Duration.between(stillClosed, Instant.now()).compareTo(RedisProxied.RECOVERY.dividedBy(2)) < 0) {
            assertRightContext();
        }
        assertThat(proxy.requests()).isZero();
        assertThat(proxy.connections()).isZero();

        Awaitility.await("the background try").until(() -> proxy.requests() > 0);
        assertThat(Duration.between(stillClosed, Instant.now())).isGreaterThan(RedisProxied.RECOVERY.minusMillis(100));
        assertThat(clarify.cache().state()).isNotEqualTo("closed");

        proxy.pass();
        awaitClosed();
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    @Test
    void loading_redis_opens_the_circuit() {
        proxy.answerError("LOADING Redis is loading the dataset in memory");
        openTheCircuit();
    }

    @Test
    void refused_connections_open_the_circuit() {
        proxy.refuse();
        openTheCircuit();
    }

    @Test
    void a_redis_that_trickles_holds_no_context_longer_than_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(coldContext());

        proxy.trickle();
        for (int i = 0; i < 6; i++) {
            assertThat(assertRightContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }

    @Test
    void a_redis_that_swallows_everything_holds_no_context_longer_than_the_deadline() {
        Duration limit = DEADLINE_AND_SCHEDULING.plus(coldContext());

        proxy.swallow();
        for (int i = 0; i < 6; i++) {
            assertThat(assertRightContext().took()).isLessThan(limit);
        }
        assertThat(clarify.cache().state()).isNotEqualTo("closed");
    }

    private void openTheCircuit() {
        for (int i = 0; i < 3; i++) {
            assertRightContext();
        }
        assertThat(clarify.cache().state()).isEqualTo("open");
    }

    private Answer assertRightContext() {
        Answer answer = journal.caller().get("/context").expect(200);
        assertThat(answer.json().required("text").textValue()).isEqualTo(text);
        return answer;
    }

    private Duration coldContext() {
        clarify.admin().delete("/admin/cache/users/" + journal.userId());
        return journal.caller().get("/context").expect(200).took();
    }

    private void awaitClosed() {
        Awaitility.await("a closed circuit")
                .atMost(RedisProxied.RECOVERY.multipliedBy(3))
                .until(() -> clarify.cache().state().equals("closed"));
    }
}
