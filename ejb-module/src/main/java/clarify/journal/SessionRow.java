package clarify.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What the context says about one active conversation. */
public record SessionRow(UUID id, String title, Instant createdAt, int messageCount) {

    public SessionRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(createdAt, "createdAt");
        Rows.requireNotNegative(messageCount, "messageCount");
    }
}
