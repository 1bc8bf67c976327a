package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.kind.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JournalChangedTest {

    private static final UUID USER = UUID.randomUUID();

    @Test
    void concerns_at_least_one_kind() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new JournalChanged(USER, Set.of()));
    }

    @Test
    void does_not_change_with_the_set_that_it_was_made_of() {
        Set<Kind> kinds = EnumSet.of(Kind.DREAMS);
        JournalChanged event = new JournalChanged(USER, kinds);

        kinds.add(Kind.USER);

        assertThat(event.kinds()).containsExactly(Kind.DREAMS);
    }
}
