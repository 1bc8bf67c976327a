package clarify.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "clarify_patterns")
@SuppressWarnings("NullAway.Init")
class Pattern extends OwnedEntity {

    @Column(name = "session_id")
    @Convert(converter = Converters.OfNullableUuid.class)
    private @Nullable UUID sessionId;

    @Column(name = "pattern_type")
    private PatternType patternType;

    @Column
    private String content;

    @Column
    private int strength;

    @Column(name = "extracted_at")
    private Instant extractedAt;

    protected Pattern() {}

    Pattern(UUID userId, UUID id, NewPattern pattern, Instant now) {
        super(userId, id, now);
        sessionId = pattern.sessionId();
        patternType = pattern.patternType();
        content = pattern.content();
        strength = pattern.strength();
        extractedAt = now;
    }
}
