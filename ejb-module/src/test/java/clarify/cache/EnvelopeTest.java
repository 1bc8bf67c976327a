package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    enum Shape {
        ROUND,
        FLAT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Thing(
            String longName,
            int size,
            Shape shape,
            @Nullable String note,
            Instant seenAt) {}

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Thing THING = new Thing("a \"thing\"", 3, Shape.FLAT, null, NOW);
    private static final String GOOD =
            "{'format':1,'key':'k','written_at':1767323045000,'value':{'long_name':'x','size':3,'shape':'flat','note':null,'seen_at':'2026-01-02T03:04:05Z'}}";

    private final Envelope envelope = new Envelope(Clock.fixed(NOW, ZoneOffset.UTC));

    private Optional<Thing> open(String json) {
        return envelope.<Thing>open("k", json.replace('\'', '"').getBytes(UTF_8), Thing.class)
                .map(Envelope.Opened::value);
    }

    @Test
    void opens_what_it_sealed() {
        byte[] sealed = envelope.seal("k", THING);

        assertThat(envelope.<Thing>open("k", sealed, Thing.class))
                .contains(new Envelope.Opened<>(THING, NOW, Duration.ZERO));
    }

    @Test
    void tells_how_long_ago_it_was_sealed_and_never_less_than_nothing() {
        byte[] sealed = envelope.seal("k", THING);

        assertThat(at(NOW.plusSeconds(90)).<Thing>open("k", sealed, Thing.class).map(Envelope.Opened::age))
                .contains(Duration.ofSeconds(90));
        assertThat(at(NOW.minusSeconds(5)).<Thing>open("k", sealed, Thing.class).map(Envelope.Opened::age))
                .contains(Duration.ZERO);
    }

    private static Envelope at(Instant now) {
        return new Envelope(Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void writes_json_with_names_in_snake_case_and_a_format_number() {
        assertThat(new String(envelope.seal("k", THING), UTF_8))
                .isEqualTo(
                        "{\"format\":1,\"key\":\"k\",\"written_at\":1767323045000,\"value\":{\"long_name\":\"a \\\"thing\\\"\",\"size\":3,\"shape\":\"flat\",\"note\":null,\"seen_at\":\"2026-01-02T03:04:05Z\"}}");
    }

    @Test
    void does_not_trust_what_was_written_for_another_key() {
        byte[] sealed = envelope.seal("k", THING);

        assertThat(envelope.<Thing>open("other", sealed, Thing.class)).isEmpty();
    }

    @Test
    void opens_the_good_value_that_the_broken_ones_are_made_of() {
        assertThat(open(GOOD)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'format':1 -> 'format':2",
                "'format':1 -> 'format':'1'",
                "'format':1 -> 'format':null",
                "'format':1, -> ",
                "'size':3 -> 'size':'3'",
                "'size':3 -> 'size':3.5",
                "'size':3 -> 'size':null",
                "'size':3, -> ",
                "'size':3 -> 'size':99999999999",
                "'size':3 -> 'size':3,'size':4",
                "'size':3 -> 'size':3,'other':4",
                "'long_name':'x' -> 'long_name':7",
                "'long_name':'x' -> 'long_name':true",
                "'long_name':'x' -> 'long_name':['x']",
                "'shape':'flat' -> 'shape':'FLAT'",
                "'shape':'flat' -> 'shape':1",
                "'shape':'flat' -> 'shape':''",
                "'seen_at':'2026-01-02T03:04:05Z' -> 'seen_at':1767323045",
                "'seen_at':'2026-01-02T03:04:05Z' -> 'seen_at':'yesterday'",
                "'value':{ -> 'value':[{",
                "}} -> }}}",
                "}} -> }",
            })
    void takes_anything_else_for_nothing(String change) {
        String[] parts = change.split(" -> ", -1);
        assertThat(GOOD).contains(parts[0]);

        assertThat(open(GOOD.replace(parts[0], parts[1]))).isEmpty();
    }

    @Test
    void takes_bytes_that_are_no_json_for_nothing() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
            out.writeObject(List.of("a java stream"));
        }
        byte[] huge = new byte[Envelope.LONGEST + 1];
        Arrays.fill(huge, (byte) '[');

        assertThat(envelope.<Thing>open("k", stream.toByteArray(), Thing.class)).isEmpty();
        assertThat(envelope.<Thing>open("k", huge, Thing.class)).isEmpty();
        assertThat(envelope.<Thing>open("k", new byte[0], Thing.class)).isEmpty();
        assertThat(open("null")).isEmpty();
        assertThat(open("[".repeat(100_000))).isEmpty();
    }

    @Test
    void refuses_to_seal_what_is_too_long_without_quoting_it() {
        assertThatThrownBy(() -> envelope.seal("k", "secret".repeat(200_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
