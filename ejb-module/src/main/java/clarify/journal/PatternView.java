package clarify.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code clarify_patterns}. */
public record PatternView(
        UUID id,
        UUID userId,
        @Nullable UUID sessionId,
        PatternType patternType,
        String content,
        int strength,
        Instant extractedAt,
        Instant createdAt,
        Instant updatedAt)
        implements ListedRow {}
