package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.IdempotencyKey;
import clarify.journal.NewDream;
import clarify.journal.NewMessage;
import clarify.journal.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyHeaderTest {

    private static final UUID USER = UUID.randomUUID();
    private static final NewDream BOAT = dream("{\"title\":\"A boat\"}");

    @Test
    void a_request_without_the_header_has_no_key() {
        assertThat(read(null, "dreams", BOAT)).isEmpty();
    }

    @Test
    void caller_user_path_and_value_name_the_request() {
        assertThat(key("k", "dreams", BOAT).id())
                .isEqualTo(key("k", "dreams", BOAT).id())
                .isEqualTo(key("k", "dreams", dream("{\"title\":\"A house\"}")).id())
                .isNotEqualTo(key("l", "dreams", BOAT).id())
                .isNotEqualTo(key("k", "sessions", BOAT).id())
                .isNotEqualTo(IdempotencyKeyHeader.read("k", "maya", UUID.randomUUID(), "dreams", BOAT)
                        .orElseThrow()
                        .id())
                .isNotEqualTo(IdempotencyKeyHeader.read("k", "noa", USER, "dreams", BOAT)
                        .orElseThrow()
                        .id());
    }

    @Test
    void no_two_pairs_of_path_and_value_are_one() {
        assertThat(key("k", "a\",\"b", BOAT).id())
                .isNotEqualTo(key("b\",\"k", "a", BOAT).id());
        assertThat(key("k", "ab", BOAT).id()).isNotEqualTo(key("bk", "a", BOAT).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"priority\":5,\t\"title\" :\"A boat\"}",
                "{\"category\":null,\"title\":\"\\u0041 boat\"}",
                "{\"title\":\"A boat\",\"description\":null}"
            })
    void the_fingerprint_is_that_of_what_was_understood(String words) {
        assertThat(key("k", "dreams", dream(words))).isEqualTo(key("k", "dreams", BOAT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"A boat\",\"priority\":6}",
                "{\"title\":\"A boat\",\"description\":\"\"}",
                "{\"title\":\"A boat\",\"description\":\"null\"}",
                "{\"title\":\"A boat\\\",\\\"description\\\":null\"}"
            })
    void whatever_is_asked_for_is_in_the_fingerprint(String words) {
        assertThat(key("k", "dreams", dream(words)).fingerprint())
                .isNotEqualTo(key("k", "dreams", BOAT).fingerprint());
    }

    /** As long as nobody uses it. */
    @Test
    void a_member_that_a_later_version_adds_makes_no_other_request() {
        record Now(String title, @Nullable String description) {}
        record Later(
                String title,
                @Nullable String description,
                @Nullable String colour) {}

        assertThat(key("k", "dreams", new Later("A boat", null, null)))
                .isEqualTo(key("k", "dreams", new Now("A boat", null)));
        assertThat(key("k", "dreams", new Later("A boat", null, "red")))
                .isNotEqualTo(key("k", "dreams", new Now("A boat", "red")));
    }

    @Test
    void the_order_of_messages_matters() {
        NewMessage asked = new NewMessage(Role.ASSISTANT, "And?");
        NewMessage said = new NewMessage(Role.USER, "It sank");

        assertThat(key("k", "turns", List.of(asked, said)).fingerprint())
                .isNotEqualTo(key("k", "turns", List.of(said, asked)).fingerprint());
    }

    /** Or whoever reads the table could try what somebody may have written. */
    @Test
    void nobody_can_tell_the_request_from_a_fingerprint_without_the_key() {
        assertThat(key("k", "dreams", BOAT).fingerprint())
                .isNotEqualTo(key("l", "dreams", BOAT).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_blank_value_is_refused(String value) {
        assertRefused(value);
    }

    @Test
    void a_value_has_at_most_255_characters() {
        assertThat(read("k".repeat(255), "dreams", BOAT)).isPresent();
        assertRefused("k".repeat(256));
    }

    private static void assertRefused(String value) {
        assertThat(Refused.problem(() -> read(value, "dreams", BOAT)).type()).isEqualTo(ProblemType.INVALID_HEADER);
    }

    private static IdempotencyKey key(String value, String path, Object request) {
        return read(value, path, request).orElseThrow();
    }

    private static Optional<IdempotencyKey> read(@Nullable String value, String path, Object request) {
        return IdempotencyKeyHeader.read(value, "maya", USER, path, request);
    }

    private static NewDream dream(String body) {
        return ((CreateDreamRequest) Json.read(body.getBytes(UTF_8), CreateDreamRequest.class)).dream();
    }
}
