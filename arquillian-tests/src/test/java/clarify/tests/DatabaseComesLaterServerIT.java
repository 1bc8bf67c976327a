package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

@OnServer(Standard.class)
class DatabaseComesLaterServerIT {
    private static final Map<String, String> DREAM = Map.of("title", "A lighthouse");

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Postgres postgres;

    DatabaseComesLaterServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        postgres = environment.postgres();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_node_that_starts_before_its_database_serves_the_cache_and_refuses_the_rest_until_it_comes(boolean silent) {
        Journal journal = Journal.rich(clarify);
        String text = journal.warm().text();
        environment.redis().ask(jedis -> keep(jedis, journal.keys()));
        if (silent) {
            postgres.freeze();
        } else {
            postgres.stop();
        }

        environment.redeploy();

        assertThat(health("live").status()).isEqualTo(200);
        assertThat(health("started").status()).isEqualTo(503);
        assertThat(health("ready").status()).isEqualTo(503);
        ContextAnswer cached = journal.caller().context();
        assertThat(cached.text()).isEqualTo(text);
        assertThat(cached.cacheHits()).isEqualTo(5);
        assertThat(cached.fresh()).isFalse();
        assertNotReady(journal.caller().get("/dreams"));
        assertNotReady(journal.caller().post("/dreams", DREAM));
        assertNotReady(journal.caller().delete("/users/me"));
        assertNotReady(journal.caller().get("/users/me/export"));
        assertNotReady(clarify.user(UUID.randomUUID()).get("/context"));
        assertThat(clarify.anonymous().get("/dreams").status()).isEqualTo(401);

        if (silent) {
            postgres.thaw();
        } else {
            postgres.start();
        }

        awaitStart();
        journal.caller().post("/dreams", DREAM).expect(201);
        assertThat(journal.caller().context().text()).contains("A lighthouse");
        Awaitility.await("a poll").until(() -> journal.caller().context().fresh());
    }

    @Test
    void a_database_that_comes_later_and_is_empty_gets_its_tables() {
        postgres.execute("drop schema public cascade; create schema public");
        postgres.stop();
        environment.redeploy();

        postgres.start();

        awaitStart();
        Journal journal = Journal.rich(clarify);
        assertThat(journal.caller().context().text()).contains("[Active Dreams]");
    }

    /** A redeployment may take longer than a list lives. */
    private static long keep(Jedis jedis, String[] keys) {
        return Stream.of(keys).mapToLong(jedis::persist).sum();
    }

    private HealthAnswer health(String question) {
        return environment.health(question);
    }

    private void awaitStart() {
        Awaitility.await("the tables").until(() -> health("started").status() == 200);
        Awaitility.await("a check that has begun since")
                .until(() -> health("ready").status() == 200);
    }

    private static void assertNotReady(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
    }
}
