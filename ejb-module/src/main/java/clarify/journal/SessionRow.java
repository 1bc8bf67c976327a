package clarify.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The columns of an active session that the context is built from. */
public record SessionRow(UUID id, String title, Instant createdAt, int messageCount) {

    public SessionRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(createdAt, "createdAt");
        Limits.requireNotNegative(messageCount, "messageCount");
    }
}
