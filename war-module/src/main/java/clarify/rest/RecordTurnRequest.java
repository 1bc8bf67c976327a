package clarify.rest;

import clarify.journal.NewMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

    /** @param ids one for each message */
    List<NewMessage> messages(List<UUID> ids) {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> messages.get(i).message(ids.get(i)))
                .toList();
    }
}
