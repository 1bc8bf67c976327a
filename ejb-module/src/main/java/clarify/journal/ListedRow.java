package clarify.journal;

import java.time.Instant;
import java.util.UUID;

/** A row of a list that is read page by page. */
public interface ListedRow {

    UUID id();

    Instant createdAt();

    default Position position() {
        return new Position(createdAt(), id());
    }
}
