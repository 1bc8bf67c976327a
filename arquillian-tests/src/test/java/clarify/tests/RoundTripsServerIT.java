package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class RoundTripsServerIT {
    private final Clarify clarify;
    private final Redis redis;

    RoundTripsServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
    }

    @Test
    void a_warm_context_is_one_redis_command() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        clarify.settledMetrics();

        try (var traffic = redis.watch()) {
            assertThat(journal.caller().context().cacheHits()).isEqualTo(5);

            assertThat(traffic.calls())
                    .isEqualTo(Map.of("mget", 1L, "echo", 1L)); // the echo ties the reply to the request
            assertThat(traffic.reads()).isEqualTo(1);
        }
    }

    @Test
    void a_cold_context_is_at_most_two_round_trips() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        clarify.settledMetrics();
        redis.ask(jedis -> jedis.del(journal.keys()));

        try (var traffic = redis.watch()) {
            assertThat(journal.caller().context().cacheMisses()).isEqualTo(5);
            traffic.awaitStored(journal.keys());

            assertThat(traffic.reads()).isLessThanOrEqualTo(2);
            assertThat(traffic.calls())
                    .containsEntry("evalsha", 1L)
                    .containsEntry("mget", 1L)
                    .doesNotContainKey("del");
        }
    }

    @Test
    void an_invalidation_is_one_round_trip() {
        Journal journal = Journal.rich(clarify);

        Awaitility.await("a mutation that the poll does not deliver a second time")
                .until(() -> roundTripsOfAReflection(journal), trips -> trips == 1);
    }

    private long roundTripsOfAReflection(Journal journal) {
        clarify.settledMetrics();
        try (var traffic = redis.watch()) {
            Journal.reflection(journal.caller(), Map.of("dreamId", journal.dream()));

            return traffic.reads();
        }
    }
}
