package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Limits;
import clarify.journal.NewPattern;
import clarify.journal.PatternType;
import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the conversation service noticed, all at once.
 *
 * @param itself the body is this array
 */
record RecordPatternsRequest(@Size(min = 1, max = 50) List<@NotNull @Valid Draft> itself) {

    static final String ITSELF = "itself";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    RecordPatternsRequest {}

    List<NewPattern> patterns() {
        return itself.stream().map(Draft::pattern).toList();
    }

    record Draft(
            @NotNull PatternType patternType,

            @NotNull @NotBlankText @Size(max = Limits.PATTERN_CONTENT)
            String content,

            @Min(Limits.LEAST) @Max(Limits.GREATEST) @Nullable
            Integer strength,

            @Nullable UUID sessionId) {

        NewPattern pattern() {
            return new NewPattern(
                    sessionId, patternType, content, requireNonNullElse(strength, Limits.DEFAULT_STRENGTH));
        }
    }
}
