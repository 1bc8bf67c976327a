package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.cache.CompactJson.OtherForm;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of one record of simple components: in the form in which they are written here, in one pass without Jackson (ADR 78
 * has the numbers); in any other, and where the elements are no records, by Jackson. Thread-safe.
 *
 * @param <E> an element
 */
final class RowReader<E> {

    private final Class<E> row;
    private final ObjectReader byJackson;
    private final List<Column> columns;
    private final @Nullable MethodHandle constructor;

    /** One component: what stands before its value, and how that is read. */
    private static final class Column {

        private final byte[] before;
        private final ColumnType type;

        Column(char separator, RecordComponent component) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            this.before = (separator + "\"" + name + "\":").getBytes(UTF_8);
            this.type = ColumnType.of(component.getType());
        }
    }

    /** @throws IllegalArgumentException for a record with other components */
    RowReader(Class<E> row) {
        this.row = row;
        this.byJackson = Json.MAPPER.readerForListOf(row);
        this.columns = row.isRecord() ? columns(row.getRecordComponents()) : List.of();
        this.constructor = row.isRecord() ? constructor(row.getRecordComponents()) : null;
    }

    private static List<Column> columns(RecordComponent[] components) {
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : components) {
            columns.add(new Column(columns.isEmpty() ? '{' : ',', component));
        }
        return List.copyOf(columns);
    }

    private MethodHandle constructor(RecordComponent[] components) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = row.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException(row + " cannot be made", e);
        }
    }

    /** For what is in another form. */
    ObjectReader byJackson() {
        return byJackson;
    }

    /** @throws RuntimeException for what is no such list, and for one in another form */
    List<E> read(CompactJson json) {
        if (constructor == null) {
            throw new OtherForm();
        }
        json.expect('[');
        List<E> rows = new ArrayList<>();
        if (json.skips(']')) {
            return rows;
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        do {
            rows.add(row(json, values, constructor));
        } while (json.skips(','));
        json.expect(']');
        return rows;
    }

    /** @param values takes the components, in place of those of another row */
    private E row(CompactJson json, @Nullable Object[] values, MethodHandle maker) {
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            json.expect(column.before);
            values[i] = column.type.read(json);
        }
        json.expect('}');
        return made(values, maker);
    }

    private E made(@Nullable Object[] values, MethodHandle maker) {
        try {
            return row.cast(maker.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(e);
        }
    }
}
