package clarify.rest;

import static java.util.Objects.requireNonNullElse;

import clarify.journal.NewMessage;
import clarify.journal.Role;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /users/{user}/sessions/{sessionId}/messages}.
 *
 * @param role null: the assistant
 */
record AppendMessageOfUserRequest(
        @NotNull @NotBlankText @MessageContent String content,

        @Nullable Role role) {

    NewMessage message() {
        return new NewMessage(requireNonNullElse(role, Role.ASSISTANT), content);
    }
}
