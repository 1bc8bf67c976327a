package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** A Redis that lets in only a user with a password. It needs no jar for logins by token. */
class RedisUserTest {

    private final RedisFixture redis = new RedisFixture();

    @BeforeEach
    void let_in_ann_only() {
        try (Jedis client = redis.client()) {
            client.aclSetUser("ann", "on", ">s3cret", "~*", "+@all");
            client.aclSetUser("default", "off");
        }
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private RedisCalls as(String user) {
        return new RedisCalls("redis://" + user + "localhost:" + redis.port + "/3");
    }

    @Test
    void the_user_of_the_uri_stores_and_reads_in_its_database() {
        try (RedisCalls calls = as("ann:s3cret@")) {
            calls.set("key", "value");

            assertThat(calls.get("key")).contains("value");
            assertThat(calls.gets("ok")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann:wrong@", ""})
    void a_wrong_password_and_no_user_are_failed_calls(String user) {
        try (RedisCalls calls = as(user)) {
            assertThat(calls.get("key")).isEmpty();
            assertThat(calls.redis.circuit().consecutiveFailures()).isEqualTo(1);
        }
    }
}
