package clarify.rest;

import clarify.journal.Language;
import clarify.journal.Limits;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /users/me}. */
record PutProfileRequest(
        @Size(min = 1, max = Limits.NAME) @Nullable String name,
        @Nullable Language language) {}
