package clarify.journal;

import java.util.Objects;
import java.util.UUID;

/** What the context says about one pattern. */
public record PatternRow(UUID id, PatternType patternType, String content, int strength) {

    public PatternRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(patternType, "patternType");
        Objects.requireNonNull(content, "content");
        if (strength < Limits.LEAST || strength > Limits.GREATEST) {
            throw new IllegalArgumentException("strength must be " + Limits.LEAST + ".." + Limits.GREATEST);
        }
    }
}
