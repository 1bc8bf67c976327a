package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WithGuest;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnServer(WithGuest.class)
class GuestServerIT {
    private final Clarify clarify;
    private final Redis redis;
    private final Postgres database;
    private final Caller guest;

    GuestServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        database = environment.postgres();
        guest = environment.atPath("/guest");
    }

    @Test
    void another_bean_reads_through_the_cache_for_data_of_its_own() {
        String town = "Haifa-" + UUID.randomUUID();
        String key = "guest:weather:" + town;

        assertThat(guest.get("/remembered?town=" + town).body()).isEqualTo("false");
        String loaded = guest.get("/weather?town=" + town).expect(200).body();
        Awaitility.await("the store").until(() -> redis.ask(jedis -> jedis.exists(key)));

        assertThat(guest.get("/remembered?town=" + town).body()).isEqualTo("true");
        assertThat(guest.get("/weather?town=" + town).body()).isEqualTo(loaded);
        assertThat(redis.<String>ask(jedis -> jedis.get(key))).contains("\"degrees\":" + town.length());

        guest.delete("?town=" + town).expect(200);
        assertThat(guest.get("/remembered?town=" + town).body()).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "bad-key, java.lang.IllegalArgumentException: A cache key",
        "bad-key-to-load, java.lang.IllegalArgumentException: A cache key",
        "bad-ttl, java.lang.IllegalArgumentException: A time to live",
        "loader, clarify.guest.WeatherReport$Storm: too windy",
        "error, java.lang.StackOverflowError: too hot"
    })
    void what_is_thrown_arrives_as_itself_and_dooms_no_transaction(String mistake, String thrown) {
        for (boolean ejb : new boolean[] {false, true}) {
            assertThat(caught(mistake, ejb)).startsWith(thrown).endsWith(", alive");
        }
    }

    @Test
    void another_ejb_that_fails_still_dooms_the_transaction_of_its_caller() { // see ADR 44
        assertThat(caught("other-ejb", false))
                .startsWith("jakarta.ejb.EJBTransactionRolledbackException")
                .endsWith(", doomed");
    }

    @Test
    void a_loader_runs_in_the_transaction_of_its_caller() {
        assertThat(caught("no", false)).isEqualTo("true, alive");
        assertThat(caught("no", true)).isEqualTo("true, alive");
    }

    @Test
    void a_value_may_stay_for_ever() {
        assertThat(caught("for-ever", false)).isEqualTo("true, alive");
    }

    @Test
    void a_change_that_is_fired_asynchronously_is_refused() {
        assertThat(guest.get("/fired-async").expect(200).body()).contains("IllegalStateException", "Use fire,");
    }

    private String caught(String mistake, boolean ejb) {
        return guest.get("/caught?mistake=" + mistake + "&ejb=" + ejb)
                .expect(200)
                .body();
    }

    @Test
    void another_bean_builds_a_context() {
        Journal journal = Journal.rich(clarify);

        String context =
                guest.get("/context?user=" + journal.userId()).expect(200).body();

        assertThat(context).isEqualTo(journal.caller().getText("/context").body());
    }

    /** Where lookups are made that the server's executor has thrown away or dropped. */
    @Test
    void a_new_thread_of_the_server_builds_a_context_too() {
        Journal journal = Journal.rich(clarify);

        String context = guest.get("/context-on-new-thread?user=" + journal.userId())
                .expect(200)
                .body();

        assertThat(context).isEqualTo(journal.caller().getText("/context").body());
    }

    @Test
    void a_value_that_another_node_could_not_delete_is_deleted() {
        String key = stored("Jaffa");

        database.execute("insert into undelivered_deletes (id, place, cache_key) values (gen_random_uuid(), 0, '%s')"
                .formatted(key));

        awaitDeleted(key);
    }

    @Test
    void what_was_deleted_while_redis_was_frozen_is_deleted_unasked_when_it_is_back() {
        String key = stored("Acre");
        Journal journal = Journal.rich(clarify);
        journal.warm();
        String dreams = "ctx:dreams:" + journal.userId();

        redis.freeze();
        guest.delete("?town=" + townOf(key)).expect(200);
        guest.delete("?user=" + journal.userId()).expect(200);
        int written = rows(key) + rows(dreams);
        redis.thaw();

        assertThat(written).isEqualTo(2);
        awaitDeleted(key);
        awaitDeleted(dreams);
    }

    private String stored(String name) {
        String town = name + "-" + UUID.randomUUID();
        String key = "guest:weather:" + town;
        Awaitility.await("the store").until(() -> {
            guest.get("/weather?town=" + town).expect(200);
            return redis.ask(jedis -> jedis.exists(key));
        });
        return key;
    }

    private static String townOf(String key) {
        return key.substring(key.lastIndexOf(':') + 1);
    }

    private void awaitDeleted(String key) {
        Awaitility.await("the delivery")
                .atMost(TestEnvironment.PATIENCE)
                .until(() -> rows(key) == 0 && !redis.ask(jedis -> jedis.exists(key)));
    }

    private int rows(String key) {
        return database.count("select count(*) from undelivered_deletes where cache_key = convert_to(?, 'UTF8')", key);
    }

    @Test
    void lookups_use_a_bounded_number_of_threads() {
        int before = threads();

        for (int i = 0; i < 100; i++) { // 500 lookups, five at a time
            guest.get("/context?user=" + UUID.randomUUID()).expect(200);
        }

        assertThat(threads()).isLessThan(before + 100);
    }

    private int threads() {
        return Integer.parseInt(guest.get("/threads").expect(200).body());
    }
}
