package clarify.rest;

import clarify.journal.NewMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The body of {@code POST /users/{user}/sessions/{sessionId}/turns}.
 *
 * @param messages in the order in which they were said
 */
record RecordTurnRequest(
        @NotNull @Size(min = 1, max = RecordTurnRequest.MOST)
        List<@NotNull @Valid TurnMessageRequest> messages) {

    /** What the person has said, and what the assistant has. */
    static final int MOST = 2;

    List<NewMessage> turn() {
        return messages.stream().map(TurnMessageRequest::message).toList();
    }
}
