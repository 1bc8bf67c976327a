package clarify.rest;

import clarify.journal.Limits;
import clarify.journal.PatchField;
import clarify.journal.SessionPatch;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of {@code PATCH /sessions/{id}}. */
record UpdateSessionRequest(PatchField<@NotNull @NotBlankText @Size(max = Limits.SESSION_TITLE) String> title) {

    SessionPatch patch() {
        return new SessionPatch(title);
    }
}
