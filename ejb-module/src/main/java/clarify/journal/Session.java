package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "clarify_sessions")
@SuppressWarnings("NullAway.Init")
class Session extends OwnedEntity {

    @Column
    private String title;

    @Column
    private SessionStatus status;

    @Column(name = "message_count")
    private int messageCount;

    @Column(name = "last_message_at")
    private Instant lastMessageAt;

    @Column(name = "dream_id")
    @Convert(converter = Converters.OfNullableUuid.class)
    private @Nullable UUID dreamId;

    protected Session() {}

    Session(UUID userId, UUID id, NewSession session, Instant now) {
        super(userId, id, now);
        title = session.title();
        status = SessionStatus.ACTIVE;
        lastMessageAt = now;
        dreamId = session.dreamId();
    }

    void apply(SessionPatch patch, Instant now) {
        title = patch.title().orKeepRequired(title);
        touch(now);
    }

    void changeStatus(SessionStatus next, Instant now) {
        status = next;
        touch(now);
    }
}
