package clarify.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of a user that the context is built from. */
public record UserRow(@Nullable String name, Tier tier, int totalReflections, int totalClarifySessions) {

    public UserRow {
        Objects.requireNonNull(tier, "tier");
        Limits.requireNotNegative(totalReflections, "totalReflections");
        Limits.requireNotNegative(totalClarifySessions, "totalClarifySessions");
    }
}
