package clarify.rest;

import clarify.journal.NewMessage;
import clarify.journal.Role;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** One message of a {@link RecordTurnRequest}. */
record TurnMessageRequest(
        @NotNull Role role,

        @NotNull @NotBlankText @MessageContent String content) {

    NewMessage message(UUID id) {
        return new NewMessage(id, role, content);
    }
}
