package clarify.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The columns of a reflection that the context is built from. */
public record ReflectionRow(UUID id, Tone tone, Instant createdAt) {

    public ReflectionRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tone, "tone");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
