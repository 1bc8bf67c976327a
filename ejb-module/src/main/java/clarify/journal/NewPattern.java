package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that the conversation service noticed.
 *
 * @param sessionId where it was noticed, a session of the same user, or null
 */
public record NewPattern(@Nullable UUID sessionId, PatternType patternType, String content, int strength) {}
