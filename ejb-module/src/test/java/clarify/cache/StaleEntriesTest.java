package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StaleEntriesTest {

    private final UUID userId = UUID.randomUUID();
    private final StaleEntries marks = new StaleEntries();

    private StaleLists stale(Kind... kinds) {
        return new StaleLists(UUID.randomUUID(), userId, Set.of(kinds));
    }

    private void poll(StaleLists... found) {
        marks.found(marks.readBegins(), List.of(found), true);
    }

    @Test
    void a_node_that_has_just_started_trusts_no_list() {
        assertThat(marks.of(userId)).containsExactlyInAnyOrder(Kind.values());

        poll();

        assertThat(marks.of(userId)).isEmpty();
    }

    @Test
    void a_mark_is_of_its_user_and_kinds_and_goes_alone() {
        poll();
        StaleLists dreams = stale(Kind.DREAMS);
        marks.put(dreams);
        marks.put(stale(Kind.DREAMS, Kind.USER));

        marks.lift(Set.of(dreams.id()));

        assertThat(marks.of(userId)).containsExactlyInAnyOrder(Kind.DREAMS, Kind.USER);
        assertThat(marks.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_read_that_began_after_the_mark_and_does_not_find_its_row_lifts_it() {
        poll();
        StaleLists there = stale(Kind.DREAMS);
        marks.put(there);
        marks.put(stale(Kind.USER));

        poll(there);

        assertThat(marks.of(userId)).containsExactly(Kind.DREAMS);
    }

    @Test
    void a_read_that_began_before_the_mark_does_not_lift_it() {
        poll();
        long began = marks.readBegins();
        marks.put(stale(Kind.DREAMS));

        marks.found(began, List.of(), true);

        assertThat(marks.of(userId)).containsExactly(Kind.DREAMS);
    }

    @Test
    void with_more_rows_than_a_read_returns_and_with_more_marks_than_are_kept_nothing_is_trusted() {
        poll();
        marks.found(marks.readBegins(), List.of(stale(Kind.DREAMS)), false);
        assertThat(marks.isEverything()).isTrue();
        poll();
        assertThat(marks.isEverything()).isFalse();

        for (int i = 0; i <= StaleEntries.LIMIT; i++) {
            marks.put(new StaleLists(UUID.randomUUID(), UUID.randomUUID(), Set.of(Kind.USER)));
        }

        assertThat(marks.isEverything()).isTrue();
        assertThat(marks.size()).isZero();
        poll(stale(Kind.SESSIONS));
        assertThat(marks.of(userId)).containsExactly(Kind.SESSIONS);
    }
}
