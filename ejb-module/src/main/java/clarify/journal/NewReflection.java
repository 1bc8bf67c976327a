package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reflection to create.
 *
 * @param dreamId the dream that it is about, a dream of the same user, or null
 */
public record NewReflection(
        @Nullable UUID dreamId,
        String dream,
        String plan,
        String relationship,
        String offering,
        Tone tone,
        @Nullable String title) {}
