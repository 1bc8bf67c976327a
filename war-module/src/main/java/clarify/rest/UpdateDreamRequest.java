package clarify.rest;

import clarify.journal.Category;
import clarify.journal.DreamPatch;
import clarify.journal.Limits;
import clarify.journal.PatchField;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/** The body of {@code PATCH /dreams/{id}}. */
record UpdateDreamRequest(
        PatchField<@NotNull @NotBlankText @Size(max = Limits.DREAM_TITLE) String> title,
        PatchField<@Size(max = Limits.DREAM_DESCRIPTION) String> description,
        PatchField<LocalDate> targetDate,
        PatchField<Category> category,
        PatchField<@NotNull @Min(Limits.MIN_RATING) @Max(Limits.MAX_RATING) Integer> priority) {

    DreamPatch patch() {
        return new DreamPatch(title, description, targetDate, category, priority);
    }
}
