package clarify.startup;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Gates;
import clarify.journal.MigrationGate;
import clarify.logging.LoggedRecords;
import clarify.redis.Breakers;
import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.RedisFixture;
import clarify.redis.RedisSettings;
import clarify.redis.RedisUsage;
import clarify.redis.RoundTrip;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class StartReportTest {

    private static final Map<String, String> TOKENS = Map.of(
            "mp.jwt.verify.issuer", "https://issuer.example",
            "mp.jwt.verify.publickey.location", "https://issuer.example/keys",
            "mp.jwt.verify.audiences", "clarify");

    private final LoggedRecords logged = new LoggedRecords("clarify.startup");

    @AfterEach
    void close() {
        logged.close();
    }

    private void tell(Map<String, String> values, MigrationGate gate) {
        Settings settings = new Settings(name -> Optional.ofNullable(values.get(name)));
        RedisUsage usage = new RedisUsage(
                1024,
                tag -> RoundTrip.of(List.of(Command.reading("MGET", "probe"))),
                tag -> RoundTrip.of(List.of(Command.storing("SET", "probe", "1"))));
        try (Redis redis = new Redis(
                RedisSettings.read(settings),
                usage,
                new Breakers(Supplier::get, Supplier::get),
                new SimpleMeterRegistry(),
                Tracing.none())) {
            new StartReport(redis, gate, String::length).tell("Some Server 1.0", settings);
        }
    }

    private static Map<String, String> and(Map<String, String> values, String name, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }

    private List<String> warnings() {
        return logged.list().stream()
                .filter(record -> record.getLevel().equals(Level.WARNING))
                .map(LogRecord::getMessage)
                .toList();
    }

    @Test
    void one_record_tells_what_has_started_with_what() {
        try (RedisFixture redis = new RedisFixture()) {
            tell(
                    and(
                            and(and(TOKENS, "clarify.redis.uri", redis.uri()), "clarify.cache.ttl.dreams", "PT7M"),
                            "clarify.node.name",
                            "Node 1"),
                    Gates.open("PostgreSQL 18.6"));

            assertThat(logged.list()).hasSize(1);
            assertThat(logged.list().get(0).getLevel()).isEqualTo(Level.INFO);
            assertThat(logged.list().get(0).getMessage())
                    .matches("operation=clarify.start node=\"Node 1\" version=[0-9].* commit=\\w+ java=.*")
                    .contains(
                            "server=\"Some Server 1.0\"",
                            "database=\"PostgreSQL 18.6\"",
                            "redis=localhost:" + redis.port + "/0 redisMode=standalone redisServer=\"redis 6.",
                            "redisAnswer=ok redisHistory=known",
                            "issuer=https://issuer.example audience=clarify",
                            "tokenEstimator=clarify.startup.StartReportTest",
                            "changedTtls=\"dreams=PT7M\"");
        }
    }

    @Test
    void without_redis_issuer_and_audience_it_says_so_and_warns_that_nobody_is_served() {
        tell(Map.of(), Gates.open("H2 2.2"));

        assertThat(warnings()).containsExactly("Setting mp.jwt.verify.issuer has no value: every call is refused.");
        assertThat(
                        logged.count(
                                "redis=none redisMode=none redisServer=none redisAnswer=none redisHistory=none issuer=none audience=none"))
                .isEqualTo(1);
        assertThat(logged.count("changedTtls=none")).isEqualTo(1);
    }

    @Test
    void tokens_without_a_key_or_for_anybody_are_warned_of() {
        tell(and(TOKENS, "mp.jwt.verify.publickey.location", ""), Gates.open("H2 2.2"));
        tell(and(TOKENS, "mp.jwt.verify.audiences", ""), Gates.open("H2 2.2"));

        assertThat(warnings())
                .containsExactly(
                        "Neither setting mp.jwt.verify.publickey nor mp.jwt.verify.publickey.location has a value:"
                                + " every call is refused.",
                        "Setting mp.jwt.verify.audiences has no value: tokens that the issuer has issued for"
                                + " other services are accepted too.");
    }

    @Test
    void a_redis_that_does_not_tell_its_history_is_one_warning_and_so_is_not_to_look_at_it() {
        try (RedisFixture redis = new RedisFixture();
                LoggedRecords ofRedis = new LoggedRecords("clarify.redis")) {
            try (Jedis client = redis.client()) {
                client.aclSetUser("default", "-info");
            }
            Map<String, String> hidden = and(TOKENS, "clarify.redis.uri", redis.uri());
            tell(hidden, Gates.open("H2 2.2"));
            tell(and(hidden, "clarify.redis.history", "ignore"), Gates.open("H2 2.2"));
            assertThat(ofRedis.count("Redis does not tell its history: NOPERM")).isEqualTo(1);
        }

        assertThat(warnings())
                .singleElement()
                .satisfies(ignored -> assertThat(ignored).contains("clarify.redis.history is ignore"));
        assertThat(logged.count("redisHistory=unknown")).isEqualTo(1);
        assertThat(logged.count("redisHistory=ignored")).isEqualTo(1);
    }

    @Test
    void a_redis_that_does_not_answer_as_it_should_is_one_warning_without_the_password() {
        int nobody = RedisFixture.freePort();

        tell(and(TOKENS, "clarify.redis.uri", "redis://:s3cret@127.0.0.1:" + nobody + "/0"), Gates.open("H2 2.2"));

        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith("Redis at 127.0.0.1:" + nobody + "/0 cannot be used: Cannot connect")
                        .contains("clarify.redis.uri"));
        assertThat(logged.list())
                .allSatisfy(record -> assertThat(record.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void sentences_of_a_warning_end_with_one_full_stop() {
        try (RedisFixture redis = new RedisFixture()) {
            tell(and(TOKENS, "clarify.redis.uri", redis.uri().replace("redis:", "rediss:")), Gates.open("H2 2.2"));
        }

        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("speak TLS at this port")
                        .contains(". Contexts come")
                        .doesNotContain(".."));
    }

    @Test
    void there_is_no_record_before_the_tables_are_there() {
        tell(TOKENS, new MigrationGate());

        assertThat(logged.list()).isEmpty();
    }
}
