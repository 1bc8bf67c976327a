package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowIdsTest {

    @Test
    void each_request_has_others() {
        assertThat(RowIds.random().first()).isNotEqualTo(RowIds.random().first());
        assertThat(RowIds.random().isRepeated()).isFalse();
    }

    @Test
    void all_follow_from_the_first() {
        UUID first = UUID.randomUUID();

        assertThat(new RowIds(first, false).list(50))
                .startsWith(first)
                .doesNotHaveDuplicates()
                .isEqualTo(new RowIds(first, true).list(50));
        assertThat(new RowIds(first, false).list(1)).containsExactly(first);
    }

    @Test
    void those_of_two_requests_have_none_in_common() {
        assertThat(RowIds.random().list(50))
                .doesNotContainAnyElementsOf(RowIds.random().list(50));
    }
}
