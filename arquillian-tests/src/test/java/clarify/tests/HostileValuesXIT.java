package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Clarify;
import clarify.stage.ContextAnswer;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.Redis;
import clarify.stage.Stage;
import clarify.stage.Standard;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

@OnServer(Standard.class)
class HostileValuesXIT {
    private static final int ROUNDS = 60; // of five values each

    private final Clarify clarify;
    private final Redis redis;

    HostileValuesXIT(Stage stage) {
        clarify = stage.clarify();
        redis = stage.redis();
    }

    @Test
    void three_hundred_broken_values_give_the_right_text_and_are_replaced() {
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
