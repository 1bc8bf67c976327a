package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.Person.Place;
import clarify.testkit.Caller;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.MetricsAnswer;
import clarify.tests.golden.GoldenCase;
import clarify.tests.golden.GoldenCase.Expected;
import clarify.tests.golden.GoldenRows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The version before and the present one on one PostgreSQL and one Redis. The older one runs first; the present one migrates
 * the tables while the older one serves and writes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one upgrade, for all tests
class UpgradeIT {
    private static final int OLDER = 0;
    private static final int PRESENT = 1;

    private static final int READS = 100;
    private static final long SEED = 11;
    private static final Duration SIDE_BY_SIDE = Duration.ofMinutes(Long.getLong("minutes", 1));

    private final TwoNodes cluster;
    private Report upgrade;

    UpgradeIT() {
        Path older = new PreviousVersion().war();
        Map<String, String> settings = settings();
        cluster = new TwoNodes(
                (redis, database, tokens) -> {
                    var node = new MicroNode(
                            "older-version", redis, database, EachServer.SOCKET_TIMEOUT, tokens, settings);
                    node.useWar(older);
                    return node;
                },
                (redis, database, tokens) ->
                        EachServer.node("payara-micro", "present-version", redis, database, tokens, settings));
    }

    /** Redis is waited for, so that no invalidation is late; what is refused is asked again soon; no list expires. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(OnTwoNodes.Settings.PATIENT.ofBothNodes());
        settings.putAll(OnTwoNodes.Settings.QUICK_RECOVERY.ofBothNodes());
        Journal.KINDS.forEach(kind -> settings.put("clarify.cache.ttl." + kind, "PT30M"));
        return settings;
    }

    @BeforeAll
    void upgrade() throws InterruptedException {
        cluster.node(OLDER).start();
        cluster.node(OLDER).awaitAnswer();
        upgrade = new HistoryChecker(cluster, SEED).runDuring(() -> {
            cluster.node(PRESENT).start();
            cluster.node(PRESENT).awaitAnswer();
            Thread.sleep(SIDE_BY_SIDE.toMillis()); // the run itself
        });
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void no_context_is_stale_and_no_request_fails_while_the_tables_are_migrated_and_both_versions_run() {
        HistoryIT.assertRight(upgrade);
        assertThat(upgrade.total(Observation.WITHIN_THE_LEASE, Observation.REFUSED, Observation.LOST))
                .as(upgrade.text())
                .isZero();
        assertThat(cluster.nodes).allSatisfy(node -> {
            MetricsAnswer metrics = node.clarify().metrics();
            assertThat(metrics.sum("clarify_cache_reads_total", "outcome", "unreadable"))
                    .as("values that the version on %s cannot read", node.name())
                    .isZero();
            assertThat(metrics.sum("clarify_cache_reads_total", "outcome", "hit"))
                    .as("hits of %s", node.name())
                    .isPositive();
        });
    }

    static Stream<Arguments> cases() {
        return GoldenCase.all().flatMap(golden -> Stream.of(OLDER, PRESENT).map(cold -> Arguments.of(golden, cold)));
    }

    @ParameterizedTest(name = "{0}, cold from {1}")
    @MethodSource("cases")
    void a_context_is_the_same_byte_for_byte_cold_from_one_version_and_warm_from_both(GoldenCase golden, int cold)
            throws SQLException {
        new GoldenRows(cluster.postgres.dataSource()).replaceBy(golden.tables());
        Expected expected = golden.expected().get(0);
        String query = golden.query() + expected.budget();
        emptyRedis();

        ContextAnswer first = caller(cold, golden.userId()).context(query);
        awaitStored(golden.userId());
        ContextAnswer again = caller(cold, golden.userId()).context(query);
        ContextAnswer other = caller(1 - cold, golden.userId()).context(query);

        assertThat(first.cacheHits()).isZero();
        assertThat(Stream.of(again, other))
                .allSatisfy(warm -> assertThat(warm.cacheHits()).isEqualTo(Journal.KINDS.size()));
        assertThat(Stream.of(first, again, other).map(ContextAnswer::text)).containsOnly(expected.text());
        assertThat(Stream.of(first, again, other).map(ContextAnswer::tokensUsed))
                .containsOnly(expected.tokensUsed());
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDER, PRESENT})
    void lists_that_one_version_has_stored_are_hits_for_the_other_and_nobody_loads_them_again(int storing) {
        Person person = written(storing, 1);
        cluster.postgres.awaitEmptyOutbox();
        emptyRedis();
        person.door(storing).context();
        awaitStored(person.id);
        List<MetricsAnswer> before = metrics();
        cluster.countQueries();

        for (int i = 0; i < READS; i++) {
            person.door(OLDER).context();
            person.door(PRESENT).context();
        }

        List<MetricsAnswer> after = metrics();
        assertThat(cluster.lookups())
                .allSatisfy((table, calls) -> assertThat(calls).as(table).isZero());
        assertThat(List.of(OLDER, PRESENT))
                .allSatisfy(node -> assertThat(
                                after.get(node).rise(before.get(node), "clarify_cache_reads_total", "outcome", "hit"))
                        .isEqualTo(Journal.KINDS.size() * READS));
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDER, PRESENT})
    void what_one_version_could_not_deliver_is_delivered_by_the_other(int writing) {
        mustDeliverForTheOther(writing);
    }

    @Test
    void the_version_before_starts_anew_on_the_migrated_tables_reads_writes_and_delivers() {
        Person person = written(PRESENT, 1);
        cluster.node(OLDER).stop();
        assertThat(shown(person, PRESENT)).containsOnly(1L);

        cluster.node(OLDER).start();
        cluster.node(OLDER).awaitAnswer();

        assertThat(shown(person, OLDER)).containsOnly(1L);
        write(person, OLDER, 2);
        assertThat(shown(person, PRESENT)).containsOnly(2L);
        assertThat(shown(person, OLDER)).containsOnly(2L);
        mustDeliverForTheOther(PRESENT);
        mustDeliverForTheOther(OLDER);
    }

    /** The one that writes does not reach Redis until the other has delivered. */
    private void mustDeliverForTheOther(int writing) {
        Person person = written(writing, 1);
        Awaitility.await("a warm context of both")
                .until(() -> person.door(writing).context().cacheHits() == Journal.KINDS.size()
                        && person.door(1 - writing).context().cacheHits() == Journal.KINDS.size());
        Node cutOff = cluster.node(writing);

        cutOff.proxy.refuse();
        try {
            write(person, writing, 2);
            Awaitility.await("the delivery").until(() -> cluster.pending() == 0);
            assertThat(shown(person, 1 - writing)).containsOnly(2L);
        } finally {
            cutOff.proxy.pass();
        }
        assertThat(shown(person, writing)).containsOnly(2L);
        Awaitility.await("the circuit")
                .until(() -> cutOff.clarify().cache().state().equals("closed"));
    }

    /** Somebody whose five lists show that number, written through that node. */
    private Person written(int node, long number) {
        var person = new Person(cluster);
        write(person, node, number);
        return person;
    }

    private static void write(Person person, int node, long number) {
        for (Place place : Place.values()) {
            int status = person.write(place, node, number).status();
            assertThat(status / 100).as("%s answered %d", place, status).isEqualTo(2);
        }
    }

    /** The numbers of the five lists. */
    private static Stream<Long> shown(Person person, int node) {
        String text = person.door(node).context().text();
        return EnumSet.allOf(Place.class).stream().map(place -> place.shownBy(text));
    }

    private Caller caller(int node, UUID user) {
        return cluster.node(node).clarify().user(user);
    }

    private void emptyRedis() {
        cluster.redis.ask(jedis -> jedis.flushAll());
    }

    private void awaitStored(UUID user) {
        try (var traffic = cluster.redis.watch()) {
            traffic.awaitStored(Journal.keys(user));
        }
    }

    private List<MetricsAnswer> metrics() {
        return cluster.nodes.stream().map(node -> node.clarify().metrics()).toList();
    }
}
