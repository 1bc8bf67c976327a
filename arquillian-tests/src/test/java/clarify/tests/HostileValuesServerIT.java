package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@OnServer(Standard.class)
class HostileValuesServerIT {
    private static final int ROUNDS = 60; // of five values each

    private final Clarify clarify;
    private final Redis redis;

    HostileValuesServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
    }

    @Test
    void three_hundred_broken_values_are_ignored_and_replaced() {
        long seed = Long.getLong("hostile.seed", ThreadLocalRandom.current().nextLong());
        Journal journal = Journal.rich(clarify);
        Journal stranger = Journal.rich(clarify);
        String text = journal.warm().text();
        stranger.warm();
        var values = redis.ask(jedis -> new BrokenValues(seed, jedis, journal, stranger));
        assertThat(ROUNDS).isGreaterThanOrEqualTo(values.ways());

        for (int round = 0; round < ROUNDS; round++) {
            breakAll(values, round);

            ContextAnswer context = journal.caller().context();

            assertThat(context.text())
                    .as("hostile.seed=%d, round %d", seed, round)
                    .isEqualTo(text);
            assertThat(context.cacheMisses())
                    .as("hostile.seed=%d, round %d", seed, round)
                    .isEqualTo(5);
            assertThat(journal.warm().text())
                    .as("hostile.seed=%d, round %d", seed, round)
                    .isEqualTo(text);
        }
        assertThat(clarify.cache().consecutiveFailures()).isZero();
        assertThat(clarify.cache().unreadableValues()).isPositive();
    }

    private void breakAll(BrokenValues values, int round) {
        redis.ask((Jedis jedis) -> {
            values.breakAll(jedis, round);
            return round;
        });
    }
}
