package clarify.rest;

import java.util.UUID;
import java.util.function.Consumer;

/** The answer with everything of a person: {@link ExportWriter} writes it while it is read. */
final class Export {

    private final UUID userId;
    private Consumer<Boolean> ended = isComplete -> {};

    Export(UUID userId) {
        this.userId = userId;
    }

    UUID userId() {
        return userId;
    }

    /** @param listener is told once, if anything of it was sent, whether that was all of it: never of HEAD */
    void whenEnded(Consumer<Boolean> listener) {
        ended = listener;
    }

    void end(boolean isComplete) {
        ended.accept(isComplete);
    }
}
