package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The commands that docs/deployment.md asks for are enough. */
class AclTest {

    private static final String[] COMMANDS = {
        "+mget", "+get", "+set", "+del", "+unlink", "+strlen", "+scan", "+eval", "+evalsha", "+echo"
    };

    private static CacheFixture cacheOfUser(RedisFixture redis, Jedis client) {
        client.aclSetUser("clarify", "on", ">secret", "~*");
        client.aclSetUser("clarify", COMMANDS);
        return new CacheFixture(Map.of(
                "clarify.redis.uri",
                "redis://clarify:secret@localhost:" + redis.port,
                "clarify.redis.read-timeout",
                "PT20S"));
    }

    @Test
    void a_user_with_the_documented_commands_can_do_everything() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client()) {
            UUID user = UUID.randomUUID();
            client.setrange("ctx:dreams:" + user, 3_000_000, "x");
            try (CacheFixture cache = cacheOfUser(redis, client)) {
                cache.lists.read(user);
                cache.lists.store(cache.lists.read(user), Map.of(Kind.DREAMS, List.of("a")), () -> {});
                cache.cache.set("other", "value");
                assertThat(cache.cache.get("other", String.class)).contains("value");
                cache.cache.delete("other");
                assertThat(cache.cache.deleteUserContext(user)).isTrue();
                assertThat(cache.lists.purge(EnumSet.allOf(Kind.class))).isTrue();
                assertThat(cache.logged.count("Redis failed")).isEqualTo(1); // the value that was too long
            }
        }
    }

    @Test
    void who_may_not_delete_can_read_every_key_but_those_that_must_be_deleted_first() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client()) {
            try (CacheFixture cache = cacheOfUser(redis, client)) {
                cache.cache.set("mine", "value");
                cache.cache.set("deleted", "value");
                client.aclSetUser("clarify", "-del");
                cache.cache.delete("deleted");

                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.redis.isStoring()).isTrue();
                assertThat(cache.cache.get("deleted", String.class)).isEmpty();
                assertThat(cache.cache.status().undeliveredDeletes()).isEqualTo(1);

                client.aclSetUser("clarify", "+del");
                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.cache.status().undeliveredDeletes()).isZero();
                assertThat(client.exists("deleted")).isFalse();
            }
        }
    }

    /** What is refused stands between calls that succeed: versions are made by a plain {@code SET}. */
    @Test
    void for_who_may_not_run_scripts_storing_is_suspended_and_the_rest_is_read() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client()) {
            try (CacheFixture cache = cacheOfUser(redis, client)) {
                cache.cache.set("mine", "value");
                client.aclSetUser("clarify", "-eval", "-evalsha");

                for (int i = 0; i < 10; i++) {
                    cache.cache.set("refused" + i, "value");
                    cache.lists.store(cache.lists.read(UUID.randomUUID()), Map.of(Kind.DREAMS, List.of("a")), () -> {});
                }

                assertThat(cache.redis.isStoring()).isFalse();
                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.logged.count("Redis failed")).isEqualTo(3);
            }
        }
    }

    @Test
    void a_redis_that_refuses_every_change_is_read() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = CacheFixture.on(redis, Map.of("clarify.redis.read-timeout", "PT20S"))) {
            cache.cache.set("mine", "value");
            cache.cache.set("deleted", "value");
            cache.components.pendingDeletes().remember(List.of("deleted"));
            client.configSet("min-replicas-to-write", "1"); // NOREPLICAS

            assertThat(cache.cache.get("mine", String.class)).contains("value");
            assertThat(cache.cache.get("deleted", String.class)).isEmpty();
            assertThat(cache.cache.status().undeliveredDeletes()).isEqualTo(1);
        }
    }
}
