package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.cache.Envelope.Content;
import clarify.cache.Envelope.Unfitting;
import clarify.cache.Envelope.Unreadable;
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
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Thing THING = new Thing("a \"thing\"", 3, Shape.FLAT, null, NOW);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Optional<Secrets> SECRETS =
            Optional.of(Secrets.parse("3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8="));
    private static final String GOOD =
            "{'format':2,'key':'k','written_at':1767323045000,'expires_at':1767323345000,'value':{'long_name':'x','size':3,'shape':'flat','note':null,'seen_at':'2026-01-02T03:04:05Z'}}";

    private final Envelope envelope = Envelope.strict(CLOCK, Optional.empty());

    private Optional<Thing> open(String json) {
        return content(json).opened().map(Envelope.Opened::value);
    }

    private Content<Thing> content(String json) {
        return envelope.open("k", json.replace('\'', '"').getBytes(UTF_8), Thing.class);
    }

    private byte[] sealed(Object value) {
        return envelope.seal("k", value, Optional.empty(), TTL, Optional.empty());
    }

    @Test
    void opens_what_it_sealed() {
        byte[] sealed = sealed(THING);

        assertThat(envelope.<Thing>open("k", sealed, Thing.class).opened())
                .contains(new Envelope.Opened<>(THING, Duration.ZERO, Optional.empty()));
    }

    @Test
    void tells_how_long_ago_it_was_sealed() {
        assertThat(ageAt(NOW.plusSeconds(90))).contains(Duration.ofSeconds(90));
    }

    @Test
    void is_no_younger_than_nothing_when_the_clock_of_the_other_node_is_ahead() {
        assertThat(ageAt(NOW.minusSeconds(30))).contains(Duration.ZERO);
        assertThat(ageAt(Instant.ofEpochMilli(Long.MIN_VALUE))).contains(Duration.ZERO);
    }

    @Test
    void is_no_older_than_it_was_to_get_when_the_clock_of_the_other_node_is_behind() {
        assertThat(ageAt(NOW.plus(TTL).plusSeconds(3_600))).contains(TTL);
        assertThat(ageAt(Instant.ofEpochMilli(Long.MAX_VALUE))).contains(TTL);
    }

    private Optional<Duration> ageAt(Instant now) {
        return at(now).<Thing>open("k", sealed(THING), Thing.class).opened().map(Envelope.Opened::age);
    }

    private static Envelope at(Instant now) {
        return Envelope.strict(Clock.fixed(now, ZoneOffset.UTC), Optional.empty());
    }

    private static Envelope sealing(Instant now) {
        return Envelope.strict(Clock.fixed(now, ZoneOffset.UTC), SECRETS);
    }

    @Test
    void with_a_secret_a_value_is_no_longer_one_when_its_end_is_over_by_more_than_clocks_may_differ() {
        byte[] sealed = sealing(NOW).seal("k", THING, Optional.empty(), TTL, Optional.empty());
        Instant last = NOW.plus(TTL).plus(Envelope.CLOCKS_DIFFER);

        assertThat(sealing(last).<Thing>open("k", sealed, Thing.class))
                .isEqualTo(new Envelope.Opened<>(THING, TTL, Optional.empty()));
        assertThat(sealing(last.plusMillis(1)).<Thing>open("k", sealed, Thing.class))
                .isEqualTo(new Unreadable<>());
        assertThat(sealing(last).<List<Thing>>open("k", sealed, List.class)).isInstanceOf(Unfitting.class);
        assertThat(sealing(last.plusMillis(1)).<List<Thing>>open("k", sealed, List.class))
                .isEqualTo(new Unreadable<>());
    }

    @Test
    void with_a_secret_a_list_is_no_longer_one_when_its_end_is_over_by_more_than_clocks_may_differ() {
        byte[] sealed = sealing(NOW).seal("k", List.of(THING), Optional.empty(), TTL, Optional.empty());
        Instant last = NOW.plus(TTL).plus(Envelope.CLOCKS_DIFFER);
        RowReader<Thing> rows = new RowReader<>(Thing.class);

        assertThat(sealing(last).openRows("k", sealed, rows))
                .isEqualTo(new Envelope.Opened<>(List.of(THING), TTL, Optional.empty()));
        assertThat(sealing(last.plusMillis(1)).openRows("k", sealed, rows)).isEqualTo(new Unreadable<>());
    }

    @Test
    void with_a_secret_a_value_with_the_longest_time_stays_one() {
        byte[] sealed = sealing(NOW).seal("k", THING, Optional.empty(), ValueCodec.LONGEST_TTL, Optional.empty());

        assertThat(sealing(NOW.plus(Duration.ofDays(365_000)))
                        .<Thing>open("k", sealed, Thing.class)
                        .opened())
                .isPresent();
    }

    @Test
    void writes_json_with_names_in_snake_case_and_a_format_number() {
        assertThat(new String(sealed(THING), UTF_8))
                .isEqualTo(
                        "{\"format\":2,\"key\":\"k\",\"written_at\":1767323045000,\"expires_at\":1767323345000,\"value\":{\"long_name\":\"a \\\"thing\\\"\",\"size\":3,\"shape\":\"flat\",\"note\":null,\"seen_at\":\"2026-01-02T03:04:05Z\"}}");
    }

    @Test
    void does_not_trust_what_was_written_for_another_key() {
        byte[] sealed = sealed(THING);

        assertThat(envelope.<Thing>open("other", sealed, Thing.class)).isEqualTo(new Unreadable<>());
    }

    @Test
    void opens_the_good_value_that_the_broken_ones_are_made_of() {
        assertThat(open(GOOD)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'format':2 -> 'format':1",
                "'format':2 -> 'format':3",
                "'format':2 -> 'format':'2'",
                "'format':2 -> 'format':null",
                "'format':2, -> ",
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
                "'written_at':1767323045000 -> 'written_at':'now'",
                "'written_at':1767323045000 -> 'written_at':99999999999999999999",
                "'written_at':1767323045000 -> 'written_at':1767323345001",
                "'expires_at':1767323345000, -> ",
                "'key':'k', -> ",
                "'value':{ -> 'history':7,'value':{",
                "'value':{ -> 'more':1,'value':{",
                "'value':{ -> 'sealed':'abc','value':{",
                "'value':{ -> 'value':null,'value':{",
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
    void has_room_for_the_history_that_a_value_was_stored_on() {
        String history = "0123456789abcdef0123456789abcdef01234567";

        assertThat(open(GOOD.replace("'value':{", "'history':'" + history + "','value':{")))
                .isEqualTo(open(GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'size':3 -> 'size':3,'other':4",
                "'size':3, -> ",
                "'size':3 -> 'length':3",
                "'shape':'flat' -> 'shape':'curved'",
                "'size':3 -> 'size':[[[3]]]",
                "'value':{ -> 'history':'h','value':{'more':1,",
                "'value':{ -> 'sealed':{",
            })
    void tells_a_value_of_another_type_from_something_broken(String change) {
        String[] parts = change.split(" -> ", -1);

        assertThat(content(GOOD.replace(parts[0], parts[1]))).isEqualTo(new Unfitting<>(NOW, NOW.plus(TTL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'size':3 -> 'size':3,'size':4",
                "'size':3 -> 'size':3,'other':{",
                "'key':'k' -> 'key':'l'",
                "'format':2 -> 'format':1",
                "}} -> },'more':1}",
                "}} -> }}7",
            })
    void takes_no_broken_or_foreign_one_for_a_value_of_another_type(String change) {
        String[] parts = change.split(" -> ", -1);

        assertThat(content(GOOD.replace(parts[0], parts[1]))).isEqualTo(new Unreadable<>());
    }

    @Test
    void a_tolerant_one_leaves_out_what_a_type_does_not_know() {
        byte[] more = GOOD.replace("'size':3", "'size':3,'other':{'a':[1]}")
                .replace('\'', '"')
                .getBytes(UTF_8);

        assertThat(Envelope.tolerant(CLOCK, Optional.empty())
                        .<Thing>open("k", more, Thing.class)
                        .opened()
                        .map(Envelope.Opened::value))
                .isEqualTo(open(GOOD));
    }

    @Test
    void takes_bytes_that_are_no_json_for_nothing() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
            out.writeObject(List.of("a java stream"));
        }
        byte[] huge = new byte[Envelope.LONGEST + 1];
        Arrays.fill(huge, (byte) '[');

        assertThat(envelope.<Thing>open("k", stream.toByteArray(), Thing.class)).isEqualTo(new Unreadable<>());
        assertThat(envelope.<Thing>open("k", huge, Thing.class)).isEqualTo(new Unreadable<>());
        assertThat(envelope.<Thing>open("k", new byte[0], Thing.class)).isEqualTo(new Unreadable<>());
        assertThat(open("null")).isEmpty();
        assertThat(open("[".repeat(100_000))).isEmpty();
    }

    @Test
    void refuses_to_seal_what_is_too_long_without_quoting_it() {
        assertThatThrownBy(() -> sealed("secret".repeat(200_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
