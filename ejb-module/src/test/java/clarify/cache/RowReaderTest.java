package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.cache.CompactJson.OtherForm;
import clarify.cache.Envelope.Content;
import clarify.cache.Envelope.Opened;
import clarify.cache.Envelope.Unreadable;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows are read as Jackson reads them with the settings of {@link Json}, and nothing else is taken for one. What is left to Jackson is
 * an exception here.
 */
class RowReaderTest {

    enum Shape {
        ROUND,
        FLAT;

        @Override
        public String toString() {
            return this == ROUND ? "round" : "flat";
        }
    }

    record Thing(
            @Nullable UUID id,
            String longName,
            int size,
            @Nullable Shape shape,
            @Nullable Instant seenAt) {

        public Thing {
            Objects.requireNonNull(longName);
        }
    }

    record Hidden(List<String> names) {}

    private static final String ID = "12345678-9abc-4def-8012-3456789abcde";
    private static final Thing THING = new Thing(
            UUID.fromString(ID),
            "a \"thing\" \u05d7\ud83d\ude00",
            3,
            Shape.FLAT,
            Instant.parse("2026-01-02T03:04:05Z"));

    private static final String SECRET = "3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=";
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");

    private static final RowReader<Thing> READER = new RowReader<>(Thing.class);

    private static Thing read(String json) {
        List<Thing> list = readList("[" + json.replace('\'', '"') + "]");
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static List<Thing> readList(String json) {
        CompactJson compact = new CompactJson(json.getBytes(UTF_8));
        List<Thing> list = READER.read(compact);
        compact.expectEnd();
        return list;
    }

    private static Thing readByJackson(String json) throws IOException {
        return Json.MAPPER.readerFor(Thing.class).readValue(json.replace('\'', '"'));
    }

    private static String json(String id, String name, String size, String shape, String seenAt) {
        return String.format(
                "{'id':%s,'long_name':%s,'size':%s,'shape':%s,'seen_at':%s}", id, name, size, shape, seenAt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a \"quoted\" one with \\ and /",
                "\b\f\n\r\t\u0000\u001f\u007f",
                "\u05d7\u05dc\u05d5\u05dd \ud83d\ude00 \u2028",
                "\\u0041 \\n",
                "{\"id\":null},[]"
            })
    void what_is_written_here_is_read_without_Jackson(String text) throws IOException {
        List<Thing> things = List.of(
                THING,
                new Thing(THING.id(), text, Integer.MIN_VALUE, Shape.ROUND, NOON),
                new Thing(null, text + text, 0, null, Instant.EPOCH),
                new Thing(THING.id(), 'x' + text, Integer.MAX_VALUE, null, null));

        assertThat(readList(Json.MAPPER.writeValueAsString(things))).isEqualTo(things);
        assertThat(readList("[]")).isEmpty();
    }

    @Test
    void another_order_white_space_and_the_replacement_character_are_left_to_Jackson() throws IOException {
        for (String json : List.of(
                "{'seen_at':null,'size':3,'shape':'flat','long_name':'x','id':'" + ID + "'}",
                "{ 'id':null,'long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'\ufffd','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'sh\\u0061pe':null,'seen_at':null}")) {
            assertThatThrownBy(() -> read(json)).isInstanceOf(RuntimeException.class);
            assertThat(readByJackson(json)).isNotNull();
        }
    }

    /** A bit or a byte is another one, some are missing or there twice: either both read the same, or neither reads anything. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_value_that_was_changed_on_its_way_is_what_Jackson_takes_it_for(boolean sealedWithSecret) {
        Optional<Secrets> secrets =
                Optional.of(SECRET).filter(secret -> sealedWithSecret).map(Secrets::parse);
        Envelope envelope = Envelope.strict(Clock.fixed(NOON, ZoneOffset.UTC), secrets);
        Thing other = new Thing(THING.id(), "x", 12, null, null);
        byte[] sealed = envelope.seal(
                "k", List.of(THING, other), Optional.empty(), Duration.ofMinutes(5), Optional.of("0123456789abcdef"));
        JavaType list = TypeFactory.defaultInstance().constructCollectionType(List.class, Thing.class);
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = changed(sealed, random);
            Content<List<Thing>> byJackson = envelope.open("k", changed, list);

            assertThat(envelope.openRows("k", changed, READER))
                    .as(() -> new String(changed, UTF_8))
                    .isEqualTo(byJackson);
            read += byJackson instanceof Opened ? 1 : 0;
        }
        assertThat(read).isBetween(10, 19_000);
    }

    @Test
    void a_sealed_value_without_its_padding_is_none() {
        Envelope envelope = Envelope.strict(Clock.fixed(NOON, ZoneOffset.UTC), Optional.of(Secrets.parse(SECRET)));
        for (String text : List.of("x", "xx", "xxx")) {
            byte[] sealed = envelope.seal(
                    "k",
                    List.of(new Thing(null, text, 1, null, null)),
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    Optional.empty());
            String json = new String(sealed, UTF_8);

            assertThat(envelope.openRows("k", sealed, READER)).isInstanceOf(Opened.class);
            assertThat(envelope.openRows("k", json.replace("=", "").getBytes(UTF_8), READER) instanceof Opened)
                    .isEqualTo(!json.contains("="));
        }
    }

    @Test
    void a_key_of_any_characters_is_read_without_Jackson() {
        for (String key : List.of("caf\u00e9:k", "a \"b\" \\ c")) {
            Envelope envelope = Envelope.strict(Clock.fixed(NOON, ZoneOffset.UTC), Optional.empty());
            byte[] sealed =
                    envelope.seal(key, List.of(THING), Optional.empty(), Duration.ofMinutes(5), Optional.empty());

            assertThat(envelope.openRows(key, sealed, READER)).isInstanceOf(Opened.class);
            assertThat(envelope.openRows("other", sealed, READER)).isInstanceOf(Unreadable.class);
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(4), bytes.length - at);
        switch (random.nextInt(5)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed[at] = (byte) "\"\\{}[]:,0 -.eu/".charAt(random.nextInt(15));
            case 3 -> changed = without(bytes, at, length);
            default -> changed = twice(bytes, at, length);
        }
        return changed;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] less = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, less, at, less.length - at);
        return less;
    }

    private static byte[] twice(byte[] bytes, int at, int length) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, more, at + length, bytes.length - at);
        return more;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'x'",
                "7",
                "{}",
                "{'id':null}",
                // a name twice, an unknown one, one that is missing, one in another case
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':null,'size':3}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':null,'more':1}",
                "{'more':1,'id':null,'long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':null}",
                "{'id':null,'long_name':'x','Size':3,'shape':null,'seen_at':null}",
                "{'id':null,'longName':'x','size':3,'shape':null,'seen_at':null}",
                // values of another type
                "{'id':7,'long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':'1-1-1-1-1','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':'12345678-9abc-4def-8012-3456789abcdg','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':'12345678-9abc-4def-801-23456789abcdef','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':'+2345678-9abc-4def-8012-3456789abcde','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':'1234567٨-9abc-4def-8012-3456789abcde','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':7,'size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':true,'size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':['x'],'size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':{'x':1},'size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':null,'size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':null,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':'3','shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3.0,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':2147483648,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':true,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':'FLAT','seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':1,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':'','seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':1767323045}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':'2026-01-02'}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':'2026-02-30T03:04:05Z'}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':'2026-01-02T03:04:05'}",
                // cut off
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':null",
                "{'id':null,'long_name':'x"
            })
    void whatever_is_not_exactly_that_record_is_refused_as_Jackson_refuses_it(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> readByJackson(json)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':''}",
            })
    void an_empty_text_that_Jackson_takes_for_nothing_is_left_to_it(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_record_that_it_cannot_read_is_refused_before_any_value_is() {
        assertThatThrownBy(() -> new RowReader<>(Hidden.class)).hasMessageContaining("java.util.List");
    }

    @Test
    void elements_that_are_no_records_are_left_to_Jackson() {
        RowReader<String> texts = new RowReader<>(String.class);

        assertThatThrownBy(() -> texts.read(new CompactJson("[\"x\"]".getBytes(UTF_8))))
                .isInstanceOf(OtherForm.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.1Z",
                "2026-01-02T03:04:05.120Z",
                "2026-01-02T03:04:05.123456Z",
                "2026-01-02T03:04:05.123456789Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void times_are_read_as_Jackson_reads_them(String time) throws IOException {
        String json = json("null", "'x'", "3", "null", "'" + time + "'");

        assertThat(read(json)).isEqualTo(readByJackson(json));
        assertThat(read(json).seenAt()).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "2026-01-02T24:00:00Z",
                "2026-01-02t03:04:05z",
                "2026-01-02T03:04:05+01:00",
                "2026-01-02T03:04:05.Z",
                "2026-01-02T03:04:05.1234567891Z",
                "2026-1-2T03:04:05Z"
            })
    void unusual_times_are_left_to_Jackson(String time) {
        String json = json("null", "'x'", "3", "null", "'" + time + "'");

        assertThatThrownBy(() -> read(json)).isInstanceOf(RuntimeException.class);
    }
}
