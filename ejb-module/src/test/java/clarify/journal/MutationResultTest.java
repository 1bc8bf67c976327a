package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MutationResultTest {

    private final JournalChanged event = JournalChanged.of(UUID.randomUUID(), Kind.DREAMS);
    private final FiredEvents events = new FiredEvents();

    @Test
    void firing_gives_the_row() {
        MutationResult<String> result = MutationResult.created("row", event);

        assertThat(result.fire(events)).isEqualTo("row");
        assertThat(events.fired).containsExactly(event);
    }

    @Test
    void says_whether_the_row_is_new() {
        assertThat(MutationResult.created("row", event).isCreated()).isTrue();
        assertThat(MutationResult.updated("row", event).isCreated()).isFalse();
    }

    private static final class FiredEvents implements Event<JournalChanged> {

        private final List<JournalChanged> fired = new ArrayList<>();

        @Override
        public void fire(JournalChanged event) {
            fired.add(event);
        }

        @Override
        public <U extends JournalChanged> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends JournalChanged> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<JournalChanged> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends JournalChanged> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends JournalChanged> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
