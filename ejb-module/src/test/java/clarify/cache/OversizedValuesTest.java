package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A foreign value under a key of ours that is longer than any that we write. */
class OversizedValuesTest {

    private static final int HUGE = 12_000_000;

    private final RedisFixture redis = new RedisFixture();
    private final CacheFixture cache = CacheFixture.on(redis);
    private final Jedis client = redis.client();
    private final UUID user = UUID.randomUUID();

    @AfterEach
    void close() {
        client.close();
        cache.close();
        redis.close();
    }

    private void plant(String key) {
        client.setrange(key, HUGE, "x");
    }

    private long sent() {
        return client.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_net_output_bytes:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Test
    void heals_the_lists_of_a_person_without_being_read_and_without_opening_the_circuit() {
        plant("ctx:dreams:" + user);

        boolean answered = cache.lists.read(user).isAnswered();

        assertThat(answered).isFalse();
        assertThat(client.exists("ctx:dreams:" + user)).isFalse();
        assertThat(cache.lists.read(user).isAnswered()).isTrue();
        assertThat(cache.cache.status().consecutiveFailures()).isZero();
        assertThat(sent()).isLessThan(HUGE);
        assertThat(cache.logged.count("Removed a value that was too long")).isEqualTo(1);
    }

    @Test
    void heals_also_the_version_of_a_person_and_a_value_of_another_bean() {
        plant("ctx:version:" + user);
        cache.lists.read(user);
        assertThat(cache.lists.read(user).isAnswered()).isTrue();

        plant("other");
        assertThat(cache.cache.get("other", String.class)).isEmpty();
        assertThat(client.exists("other")).isFalse();
    }

    @Test
    void heals_a_person_whose_value_redis_does_not_even_announce_in_time() {
        plant("ctx:dreams:" + user);
        cache.letStoresWait();
        redis.freeze();
        assertThat(cache.lists.read(user).isAnswered()).isFalse();
        redis.thaw();

        cache.runStores();

        assertThat(client.exists("ctx:dreams:" + user)).isFalse();
        assertThat(cache.cache.status().consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void is_removed_once_however_many_have_met_it() {
        plant("ctx:dreams:" + user);
        cache.letStoresWait();
        for (int i = 0; i < 5; i++) {
            assertThat(cache.lists.read(user).isAnswered()).isFalse();
        }

        assertThat(cache.queued).hasSize(1);
        cache.runStores();

        assertThat(cache.lists.read(user).isAnswered()).isTrue();
        assertThat(cache.lists.read(user).version(Kind.DREAMS)).isPresent();
    }
}
