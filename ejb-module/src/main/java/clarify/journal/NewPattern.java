package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pattern to record.
 *
 * @param sessionId the session that it was found in, a session of the same user, or null
 */
public record NewPattern(@Nullable UUID sessionId, PatternType patternType, String content, int strength) {}
