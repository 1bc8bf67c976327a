package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingInvalidationTest {

    private static Set<Kind> kinds(String text) {
        return PendingInvalidation.of(UUID.randomUUID(), UUID.randomUUID(), text, Instant.EPOCH)
                .changed()
                .kinds();
    }

    @Test
    void a_row_names_its_lists() {
        assertThat(kinds("dreams,user")).containsExactlyInAnyOrder(Kind.DREAMS, Kind.USER);
    }

    @Test
    void a_list_that_is_named_twice_is_one_list() {
        assertThat(kinds("dreams,dreams")).containsExactly(Kind.DREAMS);
    }

    @Test
    void a_row_says_that_a_person_is_gone() {
        UUID user = UUID.randomUUID();
        JournalChanged gone = new JournalChanged(UUID.randomUUID(), user, Set.of(Kind.values()), true);

        var read = PendingInvalidation.of(gone.id(), user, PendingInvalidation.kinds(gone), Instant.EPOCH);

        assertThat(read.changed()).isEqualTo(gone);
    }

    @Test
    void a_row_of_all_lists_says_nothing_of_the_person() {
        JournalChanged all = new JournalChanged(UUID.randomUUID(), Set.of(Kind.values()));

        var read = PendingInvalidation.of(all.id(), all.userId(), PendingInvalidation.kinds(all), Instant.EPOCH);

        assertThat(read.changed()).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dreams,wishes", "", ",", "DREAMS", "dreams, user"})
    void what_cannot_be_read_concerns_every_list(String text) {
        assertThat(kinds(text)).containsExactlyInAnyOrder(Kind.values());
    }
}
