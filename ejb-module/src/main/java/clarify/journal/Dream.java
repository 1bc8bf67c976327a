package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "dreams")
@SuppressWarnings("NullAway.Init")
class Dream extends OwnedEntity {

    @Column
    private String title;

    @Column
    private @Nullable String description;

    @Column(name = "target_date")
    private @Nullable LocalDate targetDate;

    @Column
    private DreamStatus status;

    @Column
    private @Nullable Category category;

    @Column
    private int priority;

    @Column(name = "achieved_at")
    private @Nullable Instant achievedAt;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Column(name = "released_at")
    private @Nullable Instant releasedAt;

    protected Dream() {}

    Dream(UUID userId, UUID id, NewDream dream, Instant now) {
        super(userId, id, now);
        title = dream.title();
        description = dream.description();
        targetDate = dream.targetDate();
        status = DreamStatus.ACTIVE;
        category = dream.category();
        priority = dream.priority();
    }

    void apply(DreamPatch patch, Instant now) {
        title = patch.title().orKeepRequired(title);
        description = patch.description().orKeep(description);
        targetDate = patch.targetDate().orKeep(targetDate);
        category = patch.category().orKeep(category);
        priority = patch.priority().orKeepRequired(priority);
        touch(now);
    }

    void changeStatus(DreamStatus next, Instant now) {
        status = next;
        achievedAt = next == DreamStatus.ACHIEVED ? now : null;
        archivedAt = next == DreamStatus.ARCHIVED ? now : null;
        releasedAt = next == DreamStatus.RELEASED ? now : null;
        touch(now);
    }
}
