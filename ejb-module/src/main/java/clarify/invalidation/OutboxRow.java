package clarify.invalidation;

import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A change whose lists are still to be removed from the cache. */
@Entity
@Table(name = "invalidations")
@SuppressWarnings("NullAway.Init")
class OutboxRow {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    /** Labels with commas between them. */
    @Column
    private String kinds;

    @Column(name = "created_at")
    private Instant createdAt;

    protected OutboxRow() {}

    OutboxRow(JournalChanged changed, Instant now) {
        id = changed.id();
        userId = changed.userId();
        kinds = changed.kinds().stream().map(Kind::label).sorted().collect(Collectors.joining(","));
        createdAt = now;
    }

    PendingInvalidation pending() {
        return new PendingInvalidation(changed(), createdAt);
    }

    /** What cannot be read, as it was written by another version, concerns every list. */
    private JournalChanged changed() {
        Set<String> labels = Set.of(kinds.split(",", -1));
        Set<Kind> known = Arrays.stream(Kind.values())
                .filter(kind -> labels.contains(kind.label()))
                .collect(Collectors.toSet());
        return new JournalChanged(id, userId, known.size() == labels.size() ? known : Set.of(Kind.values()));
    }
}
