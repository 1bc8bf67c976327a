package clarify.rest;

import clarify.journal.IdempotencyKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: a request that is sent again is known by it. */
final class IdempotencyKeyHeader {

    private static final int LONGEST = 255;

    private IdempotencyKeyHeader() {}

    /**
     * Reads the header.
     *
     * @param value null where the request has none
     * @param subject who requests it: another caller's key is another one
     * @param user whose rows the request creates
     * @param path what the value is for, in one spelling whatever was requested: a key is another one elsewhere
     * @param request as it was understood, so that spaces, the order of members and what is left out make no other one
     * @throws jakarta.ws.rs.WebApplicationException 400 for a value that is blank or too long
     */
    static Optional<IdempotencyKey> read(
            @Nullable String value, String subject, UUID user, String path, Object request) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank() || value.length() > LONGEST) {
            throw Problem.of(
                            ProblemType.INVALID_HEADER,
                            "The header Idempotency-Key must have 1 to " + LONGEST + " characters.")
                    .exception();
        }
        return Optional.of(
                new IdempotencyKey(hash(subject, user, path, value), hash(subject, user, path, value, request)));
    }

    /** Of a JSON array, so that no part can be taken for another. */
    private static String hash(Object... parts) {
        return ContentHash.of(Json.writeWithoutNulls(List.of(parts)));
    }
}
