package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import clarify.redis.SwitchedProxy;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Another Redis becomes the master behind the same address. */
class FailoverTest {

    @Test
    void invalidations_reach_the_new_master_after_one_that_the_old_one_refuses() {
        UUID user = UUID.randomUUID();
        String dreams = "ctx:dreams:" + user;
        try (RedisFixture before = new RedisFixture();
                RedisFixture after = new RedisFixture();
                SwitchedProxy proxy = new SwitchedProxy(before.port);
                CacheFixture cache = new CacheFixture(Map.of(
                        "clarify.redis.uri", proxy.uri(),
                        "clarify.redis.connect-timeout", "PT10S",
                        "clarify.redis.read-timeout", "PT10S"));
                Jedis old = before.client();
                Jedis promoted = after.client()) {
            cache.lists.read(user);
            old.replicaof("localhost", after.port);
            Awaitility.await().until(() -> old.info("replication").contains("role:slave"));
            promoted.set(dreams, "stale");
            proxy.leadTo(after.port);

            assertThat(cache.lists.delete(user, Set.of(Kind.DREAMS))).isFalse();
            assertThat(cache.lists.delete(user, Set.of(Kind.DREAMS))).isTrue();

            assertThat(promoted.exists(dreams)).isFalse();
            assertThat(cache.redis.isStoring()).isTrue();
        }
    }
}
