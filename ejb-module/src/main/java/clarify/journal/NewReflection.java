package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reflection to be written down.
 *
 * @param dreamId the dream that it is about, one of the same user's, or null
 */
public record NewReflection(
        @Nullable UUID dreamId,
        String dream,
        String plan,
        String relationship,
        String offering,
        Tone tone,
        @Nullable String title) {}
