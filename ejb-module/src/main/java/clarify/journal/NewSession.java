package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session to create.
 *
 * @param title {@link Sessions#DEFAULT_TITLE} is replaced by the first message
 * @param dreamId the dream that it is about, one of the same user's, or null
 */
public record NewSession(String title, @Nullable UUID dreamId) {}
