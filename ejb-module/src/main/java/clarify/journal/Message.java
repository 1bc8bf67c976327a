package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "clarify_messages")
@SuppressWarnings("NullAway.Init")
class Message {

    @Id
    private UUID id;

    @Column(name = "session_id")
    private UUID sessionId;

    @Column
    private Role role;

    @Column
    private String content;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Message() {}

    Message(UUID sessionId, UUID id, NewMessage message, Instant now) {
        this.id = id;
        this.sessionId = sessionId;
        role = message.role();
        content = message.content();
        createdAt = now;
    }
}
