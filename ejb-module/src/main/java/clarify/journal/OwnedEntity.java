package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;

/** A row that belongs to a user. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init")
abstract class OwnedEntity {

    @Id
    private UUID id;

    @Column(name = "user_id", updatable = false)
    private UUID userId;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected OwnedEntity() {}

    OwnedEntity(UUID userId, UUID id, Instant now) {
        this.id = id;
        this.userId = userId;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void touch(Instant now) {
        updatedAt = now;
    }
}
