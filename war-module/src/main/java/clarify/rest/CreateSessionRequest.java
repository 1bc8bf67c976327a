package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.Limits;
import clarify.journal.NewSession;
import clarify.journal.Sessions;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /sessions}. */
record CreateSessionRequest(
        @NotBlankText @Size(max = Limits.SESSION_TITLE) @Nullable
        String title,

        @Nullable UUID dreamId) {

    NewSession session() {
        return new NewSession(requireNonNullElse(title, Sessions.DEFAULT_TITLE), dreamId);
    }
}
