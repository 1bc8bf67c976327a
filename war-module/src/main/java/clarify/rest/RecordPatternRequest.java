package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Limits;
import clarify.journal.NewPattern;
import clarify.journal.PatternType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pattern of a {@link RecordPatternsRequest}. */
record RecordPatternRequest(
        @NotNull PatternType patternType,

        @NotNull @NotBlankText @Size(max = Limits.PATTERN_CONTENT)
        String content,

        @Min(Limits.MIN_RATING) @Max(Limits.MAX_RATING) @Nullable
        Integer strength,

        @Nullable UUID sessionId) {

    NewPattern pattern() {
        return new NewPattern(sessionId, patternType, content, requireNonNullElse(strength, Limits.DEFAULT_STRENGTH));
    }
}
