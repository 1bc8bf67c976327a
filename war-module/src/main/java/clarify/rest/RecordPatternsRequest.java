package clarify.rest;

import clarify.journal.NewPattern;
import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The body of {@code POST /users/{user}/patterns}.
 *
 * @param items the body is this array
 */
record RecordPatternsRequest(@Size(min = 1, max = 50) List<@NotNull @Valid RecordPatternRequest> items) {

    static final String ITEMS = "items";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    RecordPatternsRequest {}

    List<NewPattern> patterns() {
        return items.stream().map(RecordPatternRequest::pattern).toList();
    }
}
