package clarify.journal;

import java.util.Objects;
import java.util.UUID;

/** The columns of a pattern that the context is built from. */
public record PatternRow(UUID id, PatternType patternType, String content, int strength) {

    public PatternRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(patternType, "patternType");
        Objects.requireNonNull(content, "content");
        if (strength < Limits.MIN_RATING || strength > Limits.MAX_RATING) {
            throw new IllegalArgumentException("strength must be " + Limits.MIN_RATING + ".." + Limits.MAX_RATING);
        }
    }
}
