package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session to create.
 *
 * @param title null for {@link Sessions#DEFAULT_TITLE}, which the first message replaces
 * @param dreamId the dream that it is about, one of the same user's, or null
 */
public record NewSession(@Nullable String title, @Nullable UUID dreamId) {}
