package clarify.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code clarify_sessions}. */
public record SessionView(
        UUID id,
        UUID userId,
        String title,
        SessionStatus status,
        int messageCount,
        Instant lastMessageAt,
        @Nullable UUID dreamId,
        Instant createdAt,
        Instant updatedAt)
        implements ListedRow {}
