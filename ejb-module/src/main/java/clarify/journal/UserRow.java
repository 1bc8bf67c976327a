package clarify.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the context says about the person. */
public record UserRow(@Nullable String name, Tier tier, int totalReflections, int totalClarifySessions) {

    public UserRow {
        Objects.requireNonNull(tier, "tier");
        Rows.requireNotNegative(totalReflections, "totalReflections");
        Rows.requireNotNegative(totalClarifySessions, "totalClarifySessions");
    }
}
