package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.StaleLists;
import clarify.kind.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StaleEntriesTest {

    private final UUID userId = UUID.randomUUID();
    private final StaleEntries entries = new StaleEntries(new Lease(Duration.ofSeconds(2), () -> 0));

    private StaleLists stale(Kind... kinds) {
        return new StaleLists(UUID.randomUUID(), userId, Set.of(kinds));
    }

    private Set<Kind> bypassed(UUID user) {
        return entries.trust(user).bypassed();
    }

    private void poll(StaleLists... found) {
        entries.pollEnded(entries.pollBegins(), List.of(found), true);
    }

    @Test
    void a_node_that_has_just_started_bypasses_every_list() {
        assertThat(bypassed(userId)).containsExactlyInAnyOrder(Kind.values());

        poll();

        assertThat(bypassed(userId)).isEmpty();
    }

    @Test
    void an_entry_concerns_its_user_and_kinds_and_is_removed_alone() {
        poll();
        StaleLists dreams = stale(Kind.DREAMS);
        entries.add(dreams);
        entries.add(stale(Kind.DREAMS, Kind.USER));

        entries.remove(Set.of(dreams.id()));

        assertThat(bypassed(userId)).containsExactlyInAnyOrder(Kind.DREAMS, Kind.USER);
        assertThat(bypassed(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_poll_that_began_after_the_entry_and_does_not_find_its_row_removes_it() {
        poll();
        StaleLists there = stale(Kind.DREAMS);
        entries.add(there);
        entries.add(stale(Kind.USER));

        poll(there);

        assertThat(bypassed(userId)).containsExactly(Kind.DREAMS);
    }

    @Test
    void a_poll_that_began_before_the_entry_does_not_remove_it() {
        poll();
        StaleEntries.Poll began = entries.pollBegins();
        entries.add(stale(Kind.DREAMS));

        entries.pollEnded(began, List.of(), true);

        assertThat(bypassed(userId)).containsExactly(Kind.DREAMS);
    }

    @Test
    void with_more_rows_than_a_poll_returns_and_with_more_entries_than_are_kept_every_list_is_bypassed() {
        poll();
        entries.pollEnded(entries.pollBegins(), List.of(stale(Kind.DREAMS)), false);
        assertThat(bypassed(UUID.randomUUID())).containsExactlyInAnyOrder(Kind.values());
        poll();
        assertThat(bypassed(UUID.randomUUID())).isEmpty();

        for (int i = 0; i <= StaleEntries.LIMIT; i++) {
            entries.add(new StaleLists(UUID.randomUUID(), UUID.randomUUID(), Set.of(Kind.USER)));
        }

        assertThat(bypassed(UUID.randomUUID())).containsExactlyInAnyOrder(Kind.values());
        assertThat(entries.undelivered()).isZero();
        poll(stale(Kind.SESSIONS));
        assertThat(bypassed(userId)).containsExactly(Kind.SESSIONS);
    }
}
