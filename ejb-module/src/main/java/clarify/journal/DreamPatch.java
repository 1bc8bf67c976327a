package clarify.journal;

import java.time.LocalDate;

/** Changes to a dream; title and priority cannot be cleared. */
public record DreamPatch(
        Change<String> title,
        Change<String> description,
        Change<LocalDate> targetDate,
        Change<Category> category,
        Change<Integer> priority) {}
