package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.cache.CompactJson.OtherForm;
import com.fasterxml.jackson.core.io.SerializedString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the value of one component of a record is read: exactly as it was written, or not at all. */
@FunctionalInterface
interface ColumnType {

    /** @throws RuntimeException for a value of another type, and for one in another form */
    @Nullable
    Object read(CompactJson json);

    /** @throws IllegalArgumentException for a type that is not known here */
    static ColumnType of(Class<?> type) {
        if (type == int.class) {
            return json -> Math.toIntExact(json.number());
        }
        ColumnType present = ofObject(type);
        byte[] absent = "null".getBytes(UTF_8);
        return json -> json.skips(absent) ? null : present.read(json);
    }

    private static ColumnType ofObject(Class<?> type) {
        if (type == String.class) {
            return CompactJson::text;
        }
        if (type == UUID.class) {
            return CompactJson::uuid;
        }
        if (type == Instant.class) {
            return CompactJson::instant;
        }
        if (type.isEnum()) {
            return constant(type);
        }
        throw new IllegalArgumentException("no column is a " + type.getName());
    }

    /** Its constants are few, so their bytes are compared one after the other. */
    private static ColumnType constant(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        List<byte[]> texts = new ArrayList<>();
        for (Object constant : constants) {
            String escaped = String.valueOf(new SerializedString(constant.toString()).asQuotedChars());
            texts.add(('"' + escaped + '"').getBytes(UTF_8));
        }
        return json -> {
            for (int i = 0; i < constants.length; i++) {
                if (json.skips(texts.get(i))) {
                    return constants[i];
                }
            }
            throw new OtherForm();
        };
    }
}
