package clarify.rest;

import clarify.journal.Language;
import clarify.journal.Limits;
import clarify.journal.PatchField;
import clarify.journal.ProfilePatch;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of {@code PATCH /users/me}. */
record UpdateProfileRequest(
        PatchField<@Size(min = 1, max = Limits.NAME) String> name, PatchField<@NotNull Language> language) {

    ProfilePatch patch() {
        return new ProfilePatch(name, language);
    }
}
