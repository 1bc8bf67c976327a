package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A request with an idempotency key that was done. */
@Entity
@Table(name = "idempotency_keys")
@SuppressWarnings("NullAway.Init")
class IdempotencyKeyRow {

    @Id
    private String id;

    @Column(name = "user_id")
    private UUID userId;

    @Column
    private String fingerprint;

    @Column(name = "row_id")
    private UUID rowId;

    @Column(name = "created_at")
    private Instant createdAt;

    protected IdempotencyKeyRow() {}

    IdempotencyKeyRow(UUID userId, IdempotencyKey key, UUID rowId, Instant now) {
        id = key.id();
        this.userId = userId;
        fingerprint = key.fingerprint();
        this.rowId = rowId;
        createdAt = now;
    }

    /** @throws IdempotencyKeyReused if it is another request */
    RowIds rowsOf(IdempotencyKey key) {
        if (!fingerprint.equals(key.fingerprint())) {
            throw new IdempotencyKeyReused();
        }
        return new RowIds(rowId, true);
    }
}
