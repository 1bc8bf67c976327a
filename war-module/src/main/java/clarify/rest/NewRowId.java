package clarify.rest;

import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The id of the row that a request creates. With the header {@code Idempotency-Key} it follows from user, path and key: the
 * same request, sent again, finds the row that it has created.
 */
final class NewRowId {

    private static final int LONGEST = 255;

    private NewRowId() {}

    /**
     * @param key null where the request has none: then the id is random
     * @throws jakarta.ws.rs.WebApplicationException 400 for a key that is blank or too long
     */
    static UUID of(UUID user, UriInfo uri, @Nullable String key) {
        return of(1, user, uri, key).get(0);
    }

    /** As {@link #of(UUID, UriInfo, String)}, for a request that creates several rows: always all of them. */
    static List<UUID> of(int rows, UUID user, UriInfo uri, @Nullable String key) {
        if (key == null) {
            return Stream.generate(UUID::randomUUID).limit(rows).toList();
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.of(
                            ProblemType.INVALID_HEADER,
                            "The header Idempotency-Key must have 1 to " + LONGEST + " characters.")
                    .exception();
        }
        String name = user + "\n" + uri.getPath() + "\n" + key;
        return IntStream.range(0, rows)
                .mapToObj(row -> row == 0 ? name : name + "\n" + row)
                .map(row -> UUID.nameUUIDFromBytes(row.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
