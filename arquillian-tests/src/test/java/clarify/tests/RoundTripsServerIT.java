package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class RoundTripsServerIT {
    private final Clarify clarify;
    private final Redis redis;
    private final TcpProxy database;

    RoundTripsServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        database = environment.databaseProxy();
    }

    /** A connection that was idle is asked for an echo first; the one after that is not. */
    @Test
    void a_warm_context_is_one_redis_command() {
        Journal journal = Journal.rich(clarify);
        journal.warm();

        Awaitility.await("a context over a connection that was not idle")
                .until(() -> roundTripsOfAWarmContext(journal), trips -> trips == 1);
    }

    private long roundTripsOfAWarmContext(Journal journal) {
        clarify.settledMetrics();
        journal.caller().context();
        try (var traffic = redis.watch()) {
            assertThat(journal.caller().context().cacheHits()).isEqualTo(5);

            assertThat(traffic.calls())
                    .containsOnlyKeys("mget", "echo") // the echo ties the replies to the request
                    .containsEntry("mget", 1L);
            return traffic.reads();
        }
    }

    @Test
    void a_cold_context_is_at_most_two_round_trips_and_one_that_makes_the_version() {
        Journal journal = Journal.rich(clarify);
        String version = "ctx:version:" + journal.userId();
        journal.warm();
        Awaitility.await("a context over a connection that was not idle")
                .until(() -> roundTripsOfAColdContext(journal), trips -> trips <= 2);

        Awaitility.await("the same for a person without a version").until(() -> {
            redis.ask(jedis -> jedis.del(version));
            return roundTripsOfAColdContext(journal) <= 3 && redis.ask(jedis -> jedis.exists(version));
        });
    }

    private long roundTripsOfAColdContext(Journal journal) {
        clarify.settledMetrics();
        journal.caller().context();
        redis.ask(jedis -> jedis.del(journal.keys()));
        try (var traffic = redis.watch()) {
            assertThat(journal.caller().context().cacheMisses()).isEqualTo(5);
            traffic.awaitStored(journal.keys());

            assertThat(traffic.calls()).containsEntry("evalsha", 1L).doesNotContainKey("del");
            return traffic.reads();
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

    /** The server polls the outbox at the same time. */
    @Test
    void a_batch_of_patterns_is_a_few_round_trips_to_the_database() {
        Journal journal = Journal.rich(clarify);
        String[] contents = new String[50];
        Arrays.setAll(contents, i -> "Torn between " + i + " coasts");
        Journal.patterns(clarify, journal.userId(), contents);
        database.forget();

        Journal.patterns(clarify, journal.userId(), contents);

        assertThat(database.requests()).isLessThan(contents.length / 2);
    }
}
