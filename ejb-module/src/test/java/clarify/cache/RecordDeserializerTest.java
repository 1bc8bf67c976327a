package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are read as Jackson itself reads them with the same settings: as exactly, and no other text. */
class RecordDeserializerTest {

    enum Shape {
        ROUND,
        FLAT;

        @Override
        public String toString() {
            return this == ROUND ? "round" : "flat";
        }
    }

    record Thing(
            UUID id, String longName, int size, @Nullable Shape shape, Instant seenAt) {

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

    private static Thing read(String json) throws IOException {
        return read(Json.OF_RECORDS, json);
    }

    /** By Jackson alone. */
    private static Thing readByJackson(String json) throws IOException {
        return read(Json.MAPPER, json);
    }

    private static Thing read(ObjectMapper mapper, String json) throws IOException {
        return mapper.readerFor(Thing.class).readValue(json.replace('\'', '"'));
    }

    private static String json(String id, String name, String size, String shape, String seenAt) {
        return String.format(
                "{'id':%s,'long_name':%s,'size':%s,'shape':%s,'seen_at':%s}", id, name, size, shape, seenAt);
    }

    @Test
    void a_record_comes_back_as_it_was_written() throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(List.of(THING, new Thing(THING.id(), "", 0, null, Instant.EPOCH)));

        List<Thing> back = Json.OF_RECORDS.readerForListOf(Thing.class).readValue(json);

        assertThat(back).containsExactly(THING, new Thing(THING.id(), "", 0, null, Instant.EPOCH));
    }

    @Test
    void its_names_may_come_in_any_order() throws IOException {
        assertThat(read("{'seen_at':'2026-01-02T03:04:05Z','size':3,'shape':'flat','long_name':'x','id':'" + ID + "'}"))
                .isEqualTo(new Thing(THING.id(), "x", 3, Shape.FLAT, THING.seenAt()));
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
        assertThatThrownBy(() -> read(json)).isInstanceOfAny(IOException.class, RuntimeException.class);
        assertThatThrownBy(() -> readByJackson(json)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'','long_name':'x','size':3,'shape':null,'seen_at':null}",
                "{'id':null,'long_name':'x','size':3,'shape':null,'seen_at':''}",
            })
    void an_empty_text_is_refused_where_Jackson_takes_it_for_nothing(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    @Test
    void a_record_that_it_cannot_read_is_refused_before_any_value_is() {
        assertThatThrownBy(() -> Json.OF_RECORDS.readerFor(Hidden.class).readValue("{\"names\":[]}"))
                .hasMessageContaining("java.util.List");
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
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "2026-01-02T24:00:00Z",
                "2026-01-02t03:04:05z",
                "2026-01-02T03:04:05+01:00"
            })
    void times_are_read_as_Jackson_reads_them(String time) throws IOException {
        String json = json("null", "'x'", "3", "null", "'" + time + "'");

        assertThat(read(json)).isEqualTo(readByJackson(json));
        assertThat(read(json).seenAt()).isEqualTo(Instant.parse(time));
    }
}
