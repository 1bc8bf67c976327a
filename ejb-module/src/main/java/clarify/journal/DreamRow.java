package clarify.journal;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of an active dream that the context is built from. */
public record DreamRow(
        UUID id,
        String title,
        @Nullable String description,
        DreamStatus status,
        @Nullable Category category) {

    public DreamRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(status, "status");
    }
}
