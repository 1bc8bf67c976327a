package clarify.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code reflections}. */
public record ReflectionView(
        UUID id,
        UUID userId,
        @Nullable UUID dreamId,
        String dream,
        String plan,
        String relationship,
        String offering,
        Tone tone,
        @Nullable String title,
        Instant createdAt,
        Instant updatedAt)
        implements ListedRow {}
