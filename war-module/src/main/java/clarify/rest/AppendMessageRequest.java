package clarify.rest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /sessions/{sessionId}/messages}: a message of the user. */
record AppendMessageRequest(
        @NotNull @NotBlankText @MessageContent String content,

        @Pattern(regexp = "user") @Nullable String role) {}
