package clarify.journal;

import java.time.Instant;
import java.util.UUID;

/** A whole row of {@code clarify_messages}. */
public record MessageView(UUID id, UUID sessionId, Role role, String content, Instant createdAt) implements ListedRow {}
