package clarify.journal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A dream to be written down; it starts active. The limits are the door's to check. */
public record NewDream(
        String title,
        @Nullable String description,
        @Nullable LocalDate targetDate,
        @Nullable Category category,
        int priority) {}
