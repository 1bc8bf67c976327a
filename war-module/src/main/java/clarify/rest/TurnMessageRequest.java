package clarify.rest;

import clarify.journal.NewMessage;
import clarify.journal.Role;
import jakarta.validation.constraints.NotNull;

/** One message of a {@link RecordTurnRequest}. */
record TurnMessageRequest(
        @NotNull Role role,

        @NotNull @NotBlankText @MessageContent String content) {

    NewMessage message() {
        return new NewMessage(role, content);
    }
}
