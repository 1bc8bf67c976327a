package clarify.rest;

import clarify.journal.Limits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /sessions/{session}/messages}: a message of the user. */
record AppendMessageRequest(
        @NotNull @NotBlankText @Size(max = Limits.MESSAGE_CONTENT)
        String content,

        @Pattern(regexp = "user") @Nullable String role) {}
