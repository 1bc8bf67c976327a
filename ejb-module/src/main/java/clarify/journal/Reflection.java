package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "reflections")
@SuppressWarnings("NullAway.Init")
class Reflection extends OwnedEntity {

    @Column(name = "dream_id")
    @Convert(converter = Converters.OfNullableUuid.class)
    private @Nullable UUID dreamId;

    @Column
    private String dream;

    @Column
    private String plan;

    @Column
    private String relationship;

    @Column
    private String offering;

    @Column
    private Tone tone;

    @Column
    private @Nullable String title;

    protected Reflection() {}

    Reflection(UUID userId, UUID id, NewReflection reflection, Instant now) {
        super(userId, id, now);
        dreamId = reflection.dreamId();
        dream = reflection.dream();
        plan = reflection.plan();
        relationship = reflection.relationship();
        offering = reflection.offering();
        tone = reflection.tone();
        title = reflection.title();
    }
}
