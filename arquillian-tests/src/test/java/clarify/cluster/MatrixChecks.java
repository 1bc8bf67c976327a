package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Journal;
import clarify.testkit.Redis;
import clarify.testkit.RedisTraffic;
import clarify.testkit.Tokens;
import clarify.tests.golden.GoldenCase;
import clarify.tests.golden.GoldenCase.Expected;
import clarify.tests.golden.GoldenJournal;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Condition;
import org.awaitility.Awaitility;

/** What is asked of each combination, over HTTP. Each check writes people of its own. */
final class MatrixChecks {
    /** Cases that {@link GoldenJournal} can write. */
    private static final Set<String> GOLDEN =
            Set.of("full-realistic", "user-zero-counters", "reflections-five-limit-three");

    private static final String NO_CHARACTERS_OF_ASCII = "לרוץ לאורך החוף 🏃 海岸";

    private final Node node;
    private final Redis redis;
    private final Clarify clarify;

    MatrixChecks(Node node, Redis redis, Tokens tokens) {
        this.node = node;
        this.redis = redis;
        clarify = new Clarify(node.api(), tokens, this::awaitEmptyOutbox);
    }

    void all() {
        try (RedisTraffic traffic = redis.watch()) {
            checkHealth();
            checkGoldenContexts();
            checkChanges();
            checkOutage();
            checkExportAndDeletion();
            checkRights(traffic);
        }
    }

    private int waiting() {
        return clarify.admin()
                .get("/admin/outbox")
                .expect(200)
                .json()
                .required("invalidations")
                .intValue();
    }

    private void awaitEmptyOutbox() {
        Awaitility.await("an empty outbox").pollDelay(Duration.ZERO).until(() -> waiting() == 0);
    }

    private void checkHealth() {
        for (String question : List.of("live", "started", "ready")) {
            Awaitility.await(question).until(() -> node.health(question).up());
        }
        Awaitility.await("an answer of Redis").until(() -> redisInHealth().equals("ok"));
        assertThat(clarify.cache().history()).isEqualTo("known");
        assertThat(clarify.cache().freshness()).isEqualTo("fresh");
    }

    private String redisInHealth() {
        HealthAnswer ready = node.health("ready");
        assertThat(ready.up()).as("ready, whatever Redis does").isTrue();
        return ready.ready("redis");
    }

    private void checkGoldenContexts() {
        List<GoldenCase> cases = GoldenCase.all()
                .filter(golden -> GOLDEN.contains(golden.name()))
                .toList();
        assertThat(cases).hasSameSizeAs(GOLDEN);
        for (GoldenCase golden : cases) {
            Caller caller = clarify.user(golden.userId());
            String query = GoldenJournal.write(golden, clarify);
            awaitEmptyOutbox();
            Expected first = golden.expected().get(0);
            first.assertSame(cold(golden, caller, query + first.budget()));
            for (Expected expected : golden.expected()) {
                expected.assertSame(warm(caller, query + expected.budget()));
                assertThat(caller.getText("/context" + query + expected.budget())
                                .body())
                        .isEqualTo(expected.text());
            }
        }
    }

    /** Purged again where the lists of somebody who has just signed in were stored meanwhile. */
    private ContextAnswer cold(GoldenCase golden, Caller caller, String query) {
        return Awaitility.await("a context from the database")
                .until(
                        () -> {
                            clarify.admin()
                                    .delete("/admin/cache/users/" + golden.userId())
                                    .expect(204);
                            return caller.context(query);
                        },
                        context -> context.cacheHits() == 0);
    }

    private static ContextAnswer warm(Caller caller, String query) {
        return Awaitility.await("a context from the cache")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> caller.context(query), context -> context.cacheHits() == 5);
    }

    private void checkChanges() {
        Journal journal = Journal.rich(clarify);
        Caller caller = journal.caller();
        String dream = NO_CHARACTERS_OF_ASCII;

        changes(
                journal,
                "user",
                "Name: Noa Levi\n",
                () -> caller.patch("/users/me", Map.of("name", "Noa Levi")).expect(200));
        changes(journal, "dreams", "\"" + dream + "\"", () -> Journal.dream(caller, dream));
        changes(journal, "patterns", ": flying", () -> Journal.patterns(clarify, journal.userId(), "flying"));
        changes(
                journal,
                "sessions",
                "\"About the ship\"",
                () -> caller.patch("/sessions/" + journal.session(), Map.of("title", "About the ship"))
                        .expect(200));
        changes(
                journal,
                "reflections",
                "tones: intense, fusion, gentle",
                () -> Journal.reflection(caller, Map.of("tone", "intense")));
    }

    /** The list that was changed comes from the database, and from the cache afterwards. */
    private static void changes(Journal journal, String kind, String shown, Runnable change) {
        assertThat(journal.warm().text()).doesNotContain(shown);

        change.run();
        ContextAnswer next = journal.caller().context();

        assertThat(next.text()).contains(shown);
        assertThat(next.from("database")).contains(kind);
        assertThat(journal.warm().text()).isEqualTo(next.text());
    }

    private void checkOutage() {
        Journal journal = Journal.rich(clarify);
        Caller caller = journal.caller();
        journal.warm();
        String list = "ctx:dreams:" + journal.userId();

        node.proxy.refuse();
        Journal.dream(caller, "A lighthouse");
        ContextAnswer without = caller.context();
        Awaitility.await("the circuit to open").until(() -> {
            caller.context();
            return clarify.cache().state().equals("open");
        });

        assertThat(without.text()).contains("\"A lighthouse\"");
        assertThat(without.cacheHits()).isZero();
        assertThat(redisInHealth()).isEqualTo("degraded");
        assertThat(waiting()).isPositive();
        assertThat(redis.<Boolean>ask(jedis -> jedis.exists(list)))
                .as("Redis still has the list of before")
                .isTrue();

        node.proxy.pass();
        Awaitility.await("the circuit to close")
                .until(() -> clarify.cache().state().equals("closed"));
        awaitEmptyOutbox();
        assertThat(journal.warm().text()).isEqualTo(without.text());
        Awaitility.await("health").until(() -> redisInHealth().equals("ok"));
    }

    private void checkExportAndDeletion() {
        Journal journal = Journal.rich(clarify);
        journal.warm();

        JsonNode export = journal.caller().get("/users/me/export").expect(200).json();
        journal.caller().delete("/users/me").expect(204);

        assertThat(export.required("complete").booleanValue()).isTrue();
        assertThat(export.required("dreams")).hasSize(2);
        assertThat(export.required("patterns")).hasSize(2);
        assertThat(export.required("sessions")).hasSize(2);
        assertThat(export.required("reflections")).hasSize(2);
        awaitEmptyOutbox();
        assertThat(journal.caller().context().text()).isEmpty();
    }

    private void checkRights(RedisTraffic traffic) {
        assertThat(traffic.calls())
                .containsKey("mget")
                .hasKeySatisfying(new Condition<>(name -> name.startsWith("eval"), "a script"));
        assertThat(redis.<List<?>>ask(jedis -> jedis.aclLog()))
                .as("what Redis has refused")
                .isEmpty();
    }
}
