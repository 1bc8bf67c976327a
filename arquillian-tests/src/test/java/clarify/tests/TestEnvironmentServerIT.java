package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class TestEnvironmentServerIT {
    private final Clarify clarify;
    private final TestEnvironment environment;

    TestEnvironmentServerIT(TestEnvironment environment) {
        this.environment = environment;
        this.clarify = environment.clarify();
    }

    @Test
    void the_server_trusts_the_tokens_of_the_tests() {
        assertThat(clarify.user(UUID.randomUUID()).get("/context").status()).isEqualTo(200);
        assertThat(clarify.anonymous().get("/context").status()).isEqualTo(401);
    }

    @Test
    void the_journal_is_stored_in_postgresql() throws Exception {
        try (var connection = environment.database().getConnection();
                var rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isGreaterThanOrEqualTo(15);
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void redis_can_be_frozen_and_thawed() {
        environment.redis().freeze();
        environment.redis().thaw();
        assertThat(environment.redis().<String>ask(jedis -> jedis.ping())).isEqualTo("PONG");
    }
}
