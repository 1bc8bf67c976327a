package clarify.journal;

import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole row of {@code clarify_sessions}, and its messages. */
public record ExportedSession(
        UUID id,
        UUID userId,
        String title,
        SessionStatus status,
        int messageCount,
        Instant lastMessageAt,
        @Nullable UUID dreamId,
        Instant createdAt,
        Instant updatedAt,
        Iterator<MessageView> messages) {

    static ExportedSession of(SessionView session, Iterator<MessageView> messages) {
        return new ExportedSession(
                session.id(),
                session.userId(),
                session.title(),
                session.status(),
                session.messageCount(),
                session.lastMessageAt(),
                session.dreamId(),
                session.createdAt(),
                session.updatedAt(),
                messages);
    }
}
