package clarify.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The ids of the rows that a request creates or, if it is repeated, has created.
 *
 * @param first random; the others follow from it
 */
record RowIds(UUID first, boolean isRepeated) {

    /** Those of a request that was not done before. */
    static RowIds random() {
        return new RowIds(UUID.randomUUID(), false);
    }

    /** The ids of so many rows, in their order. */
    List<UUID> list(int rows) {
        return IntStream.range(0, rows).mapToObj(this::id).toList();
    }

    private UUID id(int row) {
        return row == 0 ? first : UUID.nameUUIDFromBytes((first + "\n" + row).getBytes(StandardCharsets.UTF_8));
    }
}
