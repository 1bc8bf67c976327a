package clarify.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code users}. */
public record ProfileView(
        UUID id,
        @Nullable String email,
        @Nullable String name,
        Tier tier,
        Language language,
        int totalReflections,
        int totalClarifySessions,
        Instant createdAt,
        Instant updatedAt) {}
