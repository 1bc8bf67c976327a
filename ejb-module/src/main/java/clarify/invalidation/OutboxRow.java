package clarify.invalidation;

import clarify.journal.JournalChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A change whose lists are still to be removed from the cache. */
@Entity
@Table(name = "invalidations")
@SuppressWarnings("NullAway.Init")
class OutboxRow {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    /** As {@link PendingInvalidation} reads them. */
    @Column
    private String kinds;

    @Column(name = "created_at")
    private Instant createdAt;

    /** Filled in by PostgreSQL: {@link LowWaterMark}. */
    @Column(name = "transaction_id", insertable = false, updatable = false)
    private long transactionId;

    protected OutboxRow() {}

    OutboxRow(JournalChanged changed, Instant now) {
        id = changed.id();
        userId = changed.userId();
        kinds = PendingInvalidation.kinds(changed);
        createdAt = now;
    }
}
