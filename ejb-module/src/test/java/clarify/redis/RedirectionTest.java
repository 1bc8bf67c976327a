package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.redis.Redirection.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectionTest {

    private static Optional<Redirection> of(String error) {
        return Redirection.of(ErrorReply.of(error));
    }

    @Test
    void names_the_node_that_has_the_slot_or_is_being_given_it() {
        assertThat(of("MOVED 3999 127.0.0.1:6381")).contains(new Redirection(Kind.MOVED, 3999, "127.0.0.1", 6381));
        assertThat(of("ASK 0 redis-1.example:6379")).contains(new Redirection(Kind.ASK, 0, "redis-1.example", 6379));
        assertThat(of("MOVED 1 2001:db8::1:6379")).contains(new Redirection(Kind.MOVED, 1, "2001:db8::1", 6379));
        assertThat(of("MOVED 1 :6379")).contains(new Redirection(Kind.MOVED, 1, "", 6379));
        String longest = "h".repeat(63) + (".h" + "h".repeat(62)).repeat(2) + ".example";
        assertThat(of("MOVED 16383 " + longest + ":65535"))
                .contains(new Redirection(Kind.MOVED, 16_383, longest, 65_535));
    }

    @Test
    void keys_on_their_way_and_slots_without_a_master_are_with_nobody() {
        assertThat(of("TRYAGAIN Multiple keys request during rehashing of slot")
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.NOBODY);
        assertThat(of("CLUSTERDOWN Hash slot not served").orElseThrow().kind()).isEqualTo(Kind.NOBODY);
    }

    /** What Redis 7 calls a node without a name, where names are preferred. */
    @ParameterizedTest
    @ValueSource(strings = {"MOVED 3999 ?:6379", "ASK 0 ?:6380"})
    void a_node_that_nobody_can_find_is_none(String error) {
        assertThat(of(error).orElseThrow().kind()).isEqualTo(Kind.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED",
                "MOVED 1",
                "MOVED 16384 host:1",
                "MOVED -1 host:1",
                "MOVED x host:1",
                "MOVED 1 host",
                "MOVED 1 host:0",
                "MOVED 1 host:65536",
                "ASK 1 host:x",
                "CLUSTERDOWN The cluster is down",
                "LOADING Redis is loading the dataset in memory",
                "ERR no"
            })
    void every_other_error_is_none(String error) {
        assertThat(of(error)).isEmpty();
    }
}
