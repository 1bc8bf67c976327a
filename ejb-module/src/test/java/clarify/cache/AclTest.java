package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import clarify.redis.TestCertificate;
import clarify.redis.TlsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.AccessControlLogEntry;

/** The user that docs/redis.md tells how to make. */
class AclTest {

    private static final Path PAGE = Path.of("..", "docs", "redis.md");
    private static final String MAKE = "ACL SETUSER clarify ";
    private static final String TO_CONFIRM = "wait";
    static final String PASSWORD = "change-me";

    /** The first make the user; what follows is needed in a Cluster. */
    static List<String[]> documentedRules() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith(MAKE))
                    .map(line -> line.substring(MAKE.length()).split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> documentedCommands() throws IOException {
        return Arrays.stream(documentedRules().get(0))
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> rule.substring(1))
                .filter(command -> !command.equals(TO_CONFIRM));
    }

    /** With keys of other beans, too. */
    private static CacheFixture cacheOfUser(RedisFixture redis, Jedis client) throws IOException {
        return cacheOfUser(redis, client, "PT20S", 0);
    }

    private static CacheFixture cacheOfUser(RedisFixture redis, Jedis client, String readTimeout, int replicas)
            throws IOException {
        client.aclSetUser("clarify", documentedRules().get(0));
        client.aclSetUser("clarify", "~*");
        return new CacheFixture(Map.of(
                "clarify.redis.uri",
                "redis://clarify:%s@localhost:%d".formatted(PASSWORD, redis.port),
                "clarify.redis.read-timeout",
                readTimeout,
                "clarify.redis.confirm-replicas",
                String.valueOf(replicas),
                "clarify.cache.circuit.recovery",
                "PT0.001S"));
    }

    @Test
    void the_documented_user_can_do_everything() throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = cacheOfUser(redis, client)) {
            client.aclSetUser("clarify", "resetkeys", "~ctx:*", "~other");
            cache.cache.set("other", "value");
            assertThat(cache.cache.get("other", String.class)).contains("value");

            doEverything(cache, client);

            assertThat(client.aclLog()).isEmpty();
            assertThat(cache.logged.count("Redis failed")).isEqualTo(1); // the value that was too long
        }
    }

    @ParameterizedTest
    @MethodSource("documentedCommands")
    void none_of_its_commands_can_be_left_out(String command) throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = cacheOfUser(redis, client)) {
            client.aclSetUser("clarify", "-" + command);

            doEverything(cache, client);

            assertThat(client.aclLog())
                    .extracting(AccessControlLogEntry::getObject)
                    .contains(command);
        }
    }

    @Test
    void it_may_wait_for_replicas() throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = cacheOfUser(redis, client, "PT1S", 1)) {
            assertThat(cache.lists.delete(UUID.randomUUID(), Set.of(Kind.DREAMS)))
                    .isFalse(); // there is no replica
            assertThat(client.aclLog()).isEmpty();

            client.aclSetUser("clarify", "-" + TO_CONFIRM);
            cache.lists.delete(UUID.randomUUID(), Set.of(Kind.DREAMS));
            assertThat(client.aclLog())
                    .extracting(AccessControlLogEntry::getObject)
                    .contains(TO_CONFIRM);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_documented_user_can_do_everything_over_tls(TlsServer.Kind kind, @TempDir Path directory)
            throws IOException {
        TestCertificate authority = TestCertificate.authority("the CA");
        try (TlsServer redis = TlsServer.start(kind, authority.sign("localhost"), authority, directory);
                Jedis client = redis.client();
                CacheFixture cache = new CacheFixture(Map.of(
                        "clarify.redis.uri",
                        redis.uri(),
                        "clarify.redis.user",
                        "clarify",
                        "clarify.redis.password",
                        PASSWORD,
                        "clarify.redis.tls.ca-file",
                        authority.certificateIn(directory).toString(),
                        "clarify.redis.read-timeout",
                        "PT20S"))) {
            client.aclSetUser("clarify", documentedRules().get(0));
            client.aclSetUser("clarify", "~other");
            client.aclSetUser("default", "off");

            doEverything(cache, client);

            assertThat(client.aclLog()).isEmpty();
            assertThat(cache.logged.count("Redis failed")).isEqualTo(1); // the value that was too long
            assertThat(cache.redis.hasAnswered()).isTrue();
        }
    }

    private static void doEverything(CacheFixture cache, Jedis client) {
        UUID user = UUID.randomUUID();
        client.setrange("ctx:dreams:" + user, 3_000_000, "x"); // too long
        cache.lists.read(user);
        cache.lists.store(cache.lists.read(user), Map.of(Kind.DREAMS, List.of("a")), () -> {});
        cache.cache.set("other", "value");
        cache.cache.get("other", String.class);
        cache.cache.delete("other");
        cache.cache.deleteUserContext(user);
        cache.lists.purge(EnumSet.allOf(Kind.class));
    }

    @Test
    void who_may_not_delete_can_read_every_key_but_those_that_must_be_deleted_first() throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client()) {
            try (CacheFixture cache = cacheOfUser(redis, client)) {
                cache.cache.set("mine", "value");
                cache.cache.set("deleted", "value");
                client.aclSetUser("clarify", "-del");
                cache.cache.delete("deleted");

                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.redis.isStoring()).isTrue();
                assertThat(cache.cache.get("deleted", String.class)).isEmpty();
                assertThat(cache.cache.status().undeliveredDeletes()).isEqualTo(1);

                client.aclSetUser("clarify", "+del");
                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.cache.status().undeliveredDeletes()).isZero();
                assertThat(client.exists("deleted")).isFalse();
            }
        }
    }

    /** What is refused stands between calls that succeed: versions are made by a plain {@code SET}. */
    @Test
    void for_who_may_not_run_scripts_storing_is_suspended_and_the_rest_is_read() throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client()) {
            try (CacheFixture cache = cacheOfUser(redis, client)) {
                cache.cache.set("mine", "value");
                client.aclSetUser("clarify", "-eval", "-evalsha");

                for (int i = 0; i < 10; i++) {
                    cache.cache.set("refused" + i, "value");
                    cache.lists.store(cache.lists.read(UUID.randomUUID()), Map.of(Kind.DREAMS, List.of("a")), () -> {});
                }

                assertThat(cache.redis.isStoring()).isFalse();
                assertThat(cache.cache.get("mine", String.class)).contains("value");
                assertThat(cache.logged.count("Redis failed")).isEqualTo(1);
            }
        }
    }

    /** Neither fails a call that reads: a version is made beside it, and looked at by a script. */
    @ParameterizedTest
    @ValueSource(strings = {"set", "get"})
    void for_who_may_not_make_or_see_versions_storing_is_suspended_and_that_is_told(String command) throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = cacheOfUser(redis, client)) {
            UUID reader = UUID.randomUUID();
            cache.lists.store(cache.lists.read(reader), Map.of(Kind.DREAMS, List.of("a")), () -> {});
            client.aclSetUser("clarify", "-" + command);

            for (int i = 0; i < 10; i++) {
                cache.lists.store(cache.lists.read(UUID.randomUUID()), Map.of(Kind.DREAMS, List.of("a")), () -> {});
            }

            assertThat(cache.redis.isStoring()).isFalse();
            assertThat(cache.redis.isAvailable()).isTrue();
            assertThat(cache.lists.read(reader).list(Kind.DREAMS, String.class)).isPresent();
            assertThat(cache.logged.count("Redis failed")).isEqualTo(1);
            assertThat(cache.logged.count("give this user the rights")).isEqualTo(1);
            awaitTry(cache, "reply");
            assertThat(cache.redis.isStoring()).isFalse();

            client.aclSetUser("clarify", "+" + command);
            awaitTry(cache, "ok");
            assertThat(cache.redis.isStoring()).isTrue();
        }
    }

    private static void awaitTry(CacheFixture cache, String outcome) {
        double before = cache.calls("ping", outcome);
        Awaitility.await().until(() -> {
            cache.breaker.endDelay();
            cache.redis.tryAgainIfDue();
            return cache.calls("ping", outcome) > before;
        });
    }

    /** Redis says that of a script without the name of the command. */
    @Test
    void that_lists_may_not_be_removed_is_one_line_with_what_to_do() throws IOException {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = cacheOfUser(redis, client)) {
            client.aclSetUser("clarify", "-del");

            for (int i = 0; i < 5; i++) {
                cache.lists.invalidate(
                        Set.of(new StaleLists(UUID.randomUUID(), UUID.randomUUID(), Set.of(Kind.DREAMS))));
            }

            assertThat(cache.logged.count("Redis failed")).isEqualTo(1);
            assertThat(cache.logged.count("give this user the rights")).isEqualTo(1);
        }
    }

    @Test
    void a_full_redis_in_which_nobody_has_a_list_is_told_to_who_only_reads() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = CacheFixture.on(redis, Map.of("clarify.redis.read-timeout", "PT20S"))) {
            client.configSet("maxmemory", "1");

            for (int i = 0; i < 10; i++) {
                cache.lists.read(UUID.randomUUID());
            }

            assertThat(cache.redis.isStoring()).isFalse();
            assertThat(cache.redis.isAvailable()).isTrue();
            assertThat(cache.logged.count("OOM")).isPositive();
        }
    }

    @Test
    void a_redis_that_refuses_every_change_is_read() {
        try (RedisFixture redis = new RedisFixture();
                Jedis client = redis.client();
                CacheFixture cache = CacheFixture.on(redis, Map.of("clarify.redis.read-timeout", "PT20S"))) {
            cache.cache.set("mine", "value");
            cache.cache.set("deleted", "value");
            cache.components.pendingDeletes().remember(List.of("deleted"));
            client.configSet("min-replicas-to-write", "1"); // NOREPLICAS

            assertThat(cache.cache.get("mine", String.class)).contains("value");
            assertThat(cache.cache.get("deleted", String.class)).isEmpty();
            assertThat(cache.cache.status().undeliveredDeletes()).isEqualTo(1);
        }
    }
}
