package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Limits;
import clarify.journal.NewReflection;
import clarify.journal.Tone;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /reflections}. */
record CreateReflectionRequest(
        @Nullable UUID dreamId,

        @NotNull @NotBlankText @Size(max = Limits.REFLECTION_DREAM)
        String dream,

        @NotNull @NotBlankText @Size(max = Limits.REFLECTION_PLAN)
        String plan,

        @NotNull @NotBlankText @Size(max = Limits.REFLECTION_RELATIONSHIP)
        String relationship,

        @NotNull @NotBlankText @Size(max = Limits.REFLECTION_OFFERING)
        String offering,

        @Nullable Tone tone,

        @Size(min = 1, max = Limits.REFLECTION_TITLE) @Nullable
        String title) {

    NewReflection reflection() {
        return new NewReflection(
                dreamId, dream, plan, relationship, offering, requireNonNullElse(tone, Limits.DEFAULT_TONE), title);
    }
}
