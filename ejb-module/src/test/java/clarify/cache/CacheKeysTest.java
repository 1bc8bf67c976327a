package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clarify.kind.Kind;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CacheKeysTest {

    private static final UUID USER = UUID.fromString("39805532-EE33-499E-9C90-0720A420637E");
    private static final String ID = "39805532-ee33-499e-9c90-0720a420637e";

    private final CacheKeys keys = new CacheKeys("", false);

    @Test
    void generates_the_key_of_the_user() {
        assertThat(keys.ofContext(Kind.USER, USER)).isEqualTo("ctx:user:" + ID);
    }

    @Test
    void generates_the_key_of_dreams() {
        assertThat(keys.ofContext(Kind.DREAMS, USER)).isEqualTo("ctx:dreams:" + ID);
    }

    @Test
    void generates_the_key_of_patterns() {
        assertThat(keys.ofContext(Kind.PATTERNS, USER)).isEqualTo("ctx:patterns:" + ID);
    }

    @Test
    void generates_the_key_of_sessions() {
        assertThat(keys.ofContext(Kind.SESSIONS, USER)).isEqualTo("ctx:sessions:" + ID);
    }

    @Test
    void generates_the_key_of_reflections() {
        assertThat(keys.ofContext(Kind.REFLECTIONS, USER)).isEqualTo("ctx:reflections:" + ID);
    }

    @Test
    void refuses_a_key_that_is_too_long_and_says_so() {
        assertThat(keys.ofOther("k".repeat(4096))).hasSize(4096);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.ofOther("k".repeat(4097)))
                .withMessage("A cache key must have at most 4096 characters, and has 4097");
    }

    @Test
    void puts_the_prefix_in_front_of_every_key() {
        CacheKeys prefixed = new CacheKeys("dev:", false);

        assertThat(prefixed.ofContext(Kind.USER, USER)).isEqualTo("dev:ctx:user:" + ID);
        assertThat(prefixed.ofOther("moon")).isEqualTo("dev:moon");
    }

    @Test
    void in_a_cluster_the_id_stands_in_braces_and_is_found_there() {
        CacheKeys clustered = new CacheKeys("dev:", true);

        assertThat(clustered.ofContext(Kind.USER, USER)).isEqualTo("dev:ctx:user:{" + ID + "}");
        assertThat(clustered.versionOf(USER)).isEqualTo("dev:ctx:version:{" + ID + "}");
        assertThat(clustered.userOf("dev:ctx:user:{" + ID + "}")).contains(USER);
        assertThat(clustered.userOf("dev:ctx:user:" + ID)).isEmpty();
        assertThat(clustered.userOf("dev:ctx:user:{}")).isEmpty();
        assertThat(clustered.userOf("dev:ctx:user:}")).isEmpty();
        assertThat(clustered.userOf("dev:ctx:user:{")).isEmpty();
        assertThat(keys.userOf("ctx:user:{" + ID + "}")).isEmpty();
    }
}
