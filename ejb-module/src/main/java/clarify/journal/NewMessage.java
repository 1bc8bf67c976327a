package clarify.journal;

/**
 * A message to append.
 *
 * @param role who has said it
 */
public record NewMessage(Role role, String content) {}
