package clarify.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What a person takes of Redis' memory. A measurement, for docs/redis.md. */
@OnServer(Standard.class)
@EnabledIfSystemProperty(named = "measure", matches = "true")
class RedisMemoryIT {
    private static final int PEOPLE = 10_000;

    private final TestEnvironment environment;
    private final Redis redis;

    RedisMemoryIT(TestEnvironment environment) {
        this.environment = environment;
        redis = environment.redis();
    }

    /** One is stored by the application, the others have copies of these values. */
    @ParameterizedTest
    @ValueSource(strings = {"full-realistic", "budget-patterns-truncated"})
    void ten_thousand_people_take_half_as_much_again_as_their_values_at_most(String golden) throws Exception {
        Set<String> keys = keysOfOne(golden);
        long values = redis.ask(jedis -> keys.stream().mapToLong(jedis::strlen).sum());
        long before = redis.usedMemory();

        redis.ask(jedis -> copy(jedis, keys));

        double person = (redis.usedMemory() - before) / (double) PEOPLE;
        System.out.printf(
                "a person as in %s: %d keys, values of %d bytes, %.0f bytes of used_memory: %.2f times the values%n",
                golden, keys.size(), values, person, person / values);
        assertThat(keys).hasSize(6);
        assertThat(person / values).isBetween(1.0, 1.5);
    }

    private Set<String> keysOfOne(String name) throws Exception {
        GoldenCase one = GoldenCase.all()
                .filter(golden -> golden.name().equals(name))
                .findAny()
                .orElseThrow();
        redis.ask(jedis -> jedis.flushAll());
        new GoldenRows(environment.database()).replaceBy(one.tables());
        Journal.warm(environment.clarify().user(one.userId()));
        return redis.ask(jedis -> jedis.keys("ctx:*:" + one.userId()));
    }

    private static boolean copy(Jedis jedis, Set<String> keys) {
        for (int i = 0; i < PEOPLE; i++) {
            UUID person = UUID.randomUUID();
            keys.forEach(key -> jedis.copy(key, key.substring(0, key.lastIndexOf(':') + 1) + person, false));
        }
        return true;
    }
}
