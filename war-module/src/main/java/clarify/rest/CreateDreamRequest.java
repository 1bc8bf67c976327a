package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Category;
import clarify.journal.Limits;
import clarify.journal.NewDream;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /dreams}. */
record CreateDreamRequest(
        @NotNull @NotBlankText @Size(max = Limits.DREAM_TITLE)
        String title,

        @Size(max = Limits.DREAM_DESCRIPTION) @Nullable String description,
        @Nullable LocalDate targetDate,
        @Nullable Category category,

        @Min(Limits.MIN_RATING) @Max(Limits.MAX_RATING) @Nullable
        Integer priority) {

    NewDream dream() {
        return new NewDream(
                title, description, targetDate, category, requireNonNullElse(priority, Limits.DEFAULT_PRIORITY));
    }
}
