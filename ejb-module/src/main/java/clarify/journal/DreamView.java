package clarify.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code dreams}; of the three instants after the priority at most the one of the status is set. */
public record DreamView(
        UUID id,
        UUID userId,
        String title,
        @Nullable String description,
        @Nullable LocalDate targetDate,
        DreamStatus status,
        @Nullable Category category,
        int priority,
        @Nullable Instant achievedAt,
        @Nullable Instant archivedAt,
        @Nullable Instant releasedAt,
        Instant createdAt,
        Instant updatedAt)
        implements ListedRow {}
