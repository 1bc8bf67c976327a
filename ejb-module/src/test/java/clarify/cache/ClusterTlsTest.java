package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import clarify.kind.Kind;
import clarify.redis.ClusterFixture;
import clarify.redis.TestCertificate;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every node of a Cluster is reached over TLS, as a user, also those that only other nodes name. */
class ClusterTlsTest {

    private static final Map<Kind, List<String>> DREAMS = Map.of(Kind.DREAMS, List.of("a dream"));

    private final TestCertificate authority = TestCertificate.authority("the CA");

    private ClusterFixture start(Path directory) {
        try {
            return ClusterFixture.overTls(authority.sign("127.0.0.1"), authority, directory);
        } catch (UncheckedIOException e) {
            return abort("This redis-server was built without TLS: " + e.getMessage());
        }
    }

    @Test
    void lists_of_everybody_are_stored_read_and_invalidated(@TempDir Path directory) {
        try (ClusterFixture cluster = start(directory)) {
            cluster.nodes()
                    .forEach(node -> ClusterFixture.ask(node, client -> {
                        AclTest.documentedRules().forEach(rules -> client.aclSetUser("clarify", rules));
                        return client.aclSetUser("default", "off");
                    }));
            String one = cluster.uri().replaceFirst(",.*", "");
            try (CacheFixture cache = new CacheFixture(Map.of(
                    "clarify.redis.mode", "cluster",
                    "clarify.redis.uri", one,
                    "clarify.redis.user", "clarify",
                    "clarify.redis.password", AclTest.PASSWORD,
                    "clarify.redis.tls.ca-file",
                            authority.certificateIn(directory).toString(),
                    "clarify.redis.connect-timeout", "PT5S",
                    "clarify.redis.read-timeout", "PT5S"))) {
                assertThat(cache.redis.greet().orElseThrow().failure()).isEmpty();
                for (int i = 0; i < 20; i++) {
                    UUID user = UUID.randomUUID();
                    cache.lists.store(cache.lists.read(user), DREAMS, () -> {});
                    assertThat(cache.lists.read(user).list(Kind.DREAMS, String.class))
                            .isPresent();
                    assertThat(cache.lists.delete(user, Set.of(Kind.DREAMS))).isTrue();
                }
                assertThat(cache.logged.count("Redis at")).isZero();
            }
        }
    }
}
