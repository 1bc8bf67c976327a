package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextProbe;
import clarify.testkit.HealthAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(RedisTrouble.class)
class HealthServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Redis redis;
    private final Postgres database;
    private final ContextProbe probe;

    HealthServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        redis = environment.redis();
        database = environment.postgres();
        probe = new ContextProbe(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void a_healthy_node_is_up(String question) {
        HealthAnswer health = environment.health(question);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.up()).isTrue();
        assertThat(health.check("clarify-" + question).required("status").textValue())
                .isEqualTo("UP");
    }

    @Test
    void readiness_reports_database_redis_circuit_and_pending_invalidations() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        Awaitility.await().until(() -> environment.health("ready").ready("pendingInvalidations"), "0"::equals);

        HealthAnswer health = environment.health("ready");

        assertThat(health.ready("database")).isEqualTo("reachable");
        assertThat(health.ready("redis")).isEqualTo("ok");
        assertThat(health.ready("circuit")).isEqualTo("closed");
    }

    @Test
    void a_node_without_its_redis_is_degraded_and_still_ready() {
        probe.awaitClosed(RedisTrouble.RECOVERY);
        redis.stop();
        probe.assertOpensAtTheThirdContext();

        HealthAnswer health = environment.health("ready");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.up()).isTrue();
        assertThat(health.ready("redis")).isEqualTo("degraded");
        assertThat(health.ready("circuit")).isIn("open", "half-open");
        redis.start();
        probe.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(environment.health("ready").ready("redis")).isEqualTo("ok");
    }

    @Test
    void readiness_answers_while_the_database_is_silent() {
        database.freeze();

        Awaitility.await("an answer that is too old")
                .until(() -> environment.health("ready").status() == 503);
        for (int i = 0; i < 3; i++) {
            HealthAnswer health = environment.health("ready");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.ready("database")).isEqualTo("unreachable");
        }
        assertThat(environment.health("live").up()).isTrue();

        database.thaw();
        Awaitility.await().until(() -> environment.health("ready").up());
    }

    @Test
    void a_node_without_its_database_is_alive_and_not_ready_until_it_is_back() {
        database.stop();

        HealthAnswer health = environment.health("ready");

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.up()).isFalse();
        assertThat(health.ready("database")).isEqualTo("unreachable");
        assertThat(environment.health("live").up()).isTrue();
        assertThat(environment.health("started").up()).isTrue();
        database.start();
        Awaitility.await().until(() -> environment.health("ready").up());
        assertThat(clarify.newcomer().caller().context().partial()).isFalse();
    }
}
