package clarify.journal;

import static java.util.Objects.requireNonNullElse;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user. The counters are changed by update queries only, never read, incremented and written back. */
@Entity
@Table(name = "users")
@SuppressWarnings("NullAway.Init")
class Profile {

    @Id
    private UUID id;

    @Column
    private @Nullable String email;

    @Column
    private @Nullable String name;

    @Column
    private Tier tier;

    @Column
    private Language language;

    @Column(name = "total_reflections")
    private int totalReflections;

    @Column(name = "total_clarify_sessions")
    private int totalClarifySessions;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Profile() {}

    void put(Optional<String> email, @Nullable String name, @Nullable Language language, Instant now) {
        this.email = email.orElse(this.email);
        this.name = name;
        this.language = requireNonNullElse(language, this.language);
        this.updatedAt = now;
    }

    void apply(ProfilePatch patch, Instant now) {
        this.name = patch.name().orKeep(name);
        this.language = patch.language().orKeepRequired(language);
        this.updatedAt = now;
    }
}
