package clarify.journal;

import clarify.text.Uuids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a row stands in a list, which is newest first, then by id. Stays the same when the row is gone, so that who reads and
 * deletes page by page misses none.
 */
public record Position(Instant createdAt, UUID id) implements Cursor {

    private static final char SEPARATOR = '_';
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** @return empty for a text that is no time and id */
    public static Optional<Position> parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        try {
            Instant createdAt = Instant.parse(text.substring(0, separator));
            return Uuids.parse(text.substring(separator + 1))
                    .map(id -> new Position(createdAt, id))
                    .filter(Position::isKnownToDatabases);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isKnownToDatabases() {
        return !createdAt.isBefore(EARLIEST) && createdAt.isBefore(END);
    }

    @Override
    public String toString() {
        return createdAt.toString() + SEPARATOR + id;
    }
}
