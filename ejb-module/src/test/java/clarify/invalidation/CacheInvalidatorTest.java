package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import clarify.logging.LoggedRecords;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CacheInvalidatorTest {

    private final SharedDatabase database = new SharedDatabase();

    @Test
    void refuses_a_change_that_was_fired_asynchronously_and_says_so_in_the_log() {
        UUID userId = UUID.randomUUID();
        try (Node node = new Node("redis://localhost:1", database);
                LoggedRecords logged = new LoggedRecords("clarify.invalidation")) {
            assertThatThrownBy(() -> node.fireAsync(new JournalChanged(userId, Set.of(Kind.USER))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Use fire,");

            assertThat(logged.count("fireAsync")).isEqualTo(1);
            assertThat(logged.count(userId.toString())).isEqualTo(1);
        }
    }
}
