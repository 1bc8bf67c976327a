package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.HealthAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Witness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(RedisTrouble.class)
class HealthServerIT {
    private final TestEnvironment stage;
    private final Clarify clarify;
    private final Redis redis;
    private final Postgres database;
    private final Witness witness;

    HealthServerIT(TestEnvironment stage) {
        this.stage = stage;
        clarify = stage.clarify();
        redis = stage.redis();
        database = stage.postgres();
        witness = new Witness(stage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void a_node_that_does_well_is_up(String question) {
        HealthAnswer health = stage.health(question);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.up()).isTrue();
        assertThat(health.check("clarify-" + question).required("status").textValue())
                .isEqualTo("UP");
    }

    @Test
    void readiness_tells_of_database_redis_circuit_and_waiting_invalidations() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        Awaitility.await().until(() -> stage.health("ready").ready("pendingInvalidations"), "0"::equals);

        HealthAnswer health = stage.health("ready");

        assertThat(health.ready("database")).isEqualTo("reachable");
        assertThat(health.ready("redis")).isEqualTo("ok");
        assertThat(health.ready("circuit")).isEqualTo("closed");
    }

    @Test
    void a_node_without_its_redis_is_degraded_and_still_ready() {
        witness.awaitClosed(RedisTrouble.RECOVERY);
        redis.stop();
        witness.assertOpensAtTheThirdContext();

        HealthAnswer health = stage.health("ready");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.up()).isTrue();
        assertThat(health.ready("redis")).isEqualTo("degraded");
        assertThat(health.ready("circuit")).isIn("open", "half-open");
        redis.start();
        witness.awaitClosed(RedisTrouble.RECOVERY);
        assertThat(stage.health("ready").ready("redis")).isEqualTo("ok");
    }

    @Test
    void a_database_that_is_silent_keeps_nobody_waiting() {
        database.freeze();

        for (int i = 0; i < 3; i++) {
            HealthAnswer health = stage.health("ready");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.ready("database")).isEqualTo("unreachable");
        }
        assertThat(stage.health("live").up()).isTrue();

        database.thaw();
        Awaitility.await().until(() -> stage.health("ready").up());
    }

    @Test
    void a_node_without_its_database_is_alive_and_not_ready_until_it_is_back() {
        database.stop();

        HealthAnswer health = stage.health("ready");

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.up()).isFalse();
        assertThat(health.ready("database")).isEqualTo("unreachable");
        assertThat(stage.health("live").up()).isTrue();
        assertThat(stage.health("started").up()).isTrue();
        database.start();
        Awaitility.await().until(() -> stage.health("ready").up());
        assertThat(clarify.newcomer().caller().context().partial()).isFalse();
    }
}
