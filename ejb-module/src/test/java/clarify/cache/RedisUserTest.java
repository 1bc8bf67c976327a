package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void the_user_of_the_uri_stores_and_reads_in_its_database() {
        try (CacheRig rig = connectedTo("ann:s3cret@")) {
            rig.cache.set("key", "value", Duration.ofMinutes(1));

            assertThat(rig.cache.get("key", String.class)).contains("value");
            assertThat(rig.calls("get", "ok")).isEqualTo(1);
        }
    }

    @Test
    void a_wrong_password_and_no_user_are_failed_calls() {
        for (String user : new String[] {"ann:wrong@", ""}) {
            try (CacheRig rig = connectedTo(user)) {
                assertThat(rig.cache.get("key", String.class)).isEmpty();
                assertThat(rig.cache.status().consecutiveFailures()).isEqualTo(1);
            }
        }
    }

    private CacheRig connectedTo(String user) {
        return new CacheRig(Map.of("clarify.redis.uri", "redis://" + user + "localhost:" + redis.port + "/3")).polled();
    }
}
