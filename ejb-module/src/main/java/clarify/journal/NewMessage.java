package clarify.journal;

import java.util.UUID;

/**
 * A message to append.
 *
 * @param role who has said it
 */
public record NewMessage(UUID id, Role role, String content) {}
