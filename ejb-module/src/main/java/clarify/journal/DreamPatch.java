package clarify.journal;

import java.time.LocalDate;

/** Changes to a dream; title and priority cannot be cleared. */
public record DreamPatch(
        PatchField<String> title,
        PatchField<String> description,
        PatchField<LocalDate> targetDate,
        PatchField<Category> category,
        PatchField<Integer> priority) {}
