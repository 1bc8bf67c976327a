package clarify.journal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A dream to create; it starts active. The caller has checked the limits. */
public record NewDream(
        String title,
        @Nullable String description,
        @Nullable LocalDate targetDate,
        @Nullable Category category,
        int priority) {}
