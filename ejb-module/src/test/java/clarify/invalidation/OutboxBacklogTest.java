package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OutboxBacklogTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final LongTable table = new LongTable();
    private Instant now = NOON;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final OutboxBacklog backlog = new OutboxBacklog(table, clock);

    private static PendingInvalidation since(Instant time) {
        return new PendingInvalidation(new JournalChanged(UUID.randomUUID(), Set.of(Kind.DREAMS)), time);
    }

    @Test
    void nothing_waits_until_a_poll_has_found_something() {
        assertThat(backlog.pending()).isZero();
        assertThat(backlog.ageOfOldest()).isZero();
    }

    @Test
    void the_age_of_the_oldest_grows_until_a_poll_finds_it_gone() {
        backlog.left(List.of(since(NOON.minusSeconds(3)), since(NOON)), true);
        now = NOON.plusSeconds(4);

        assertThat(backlog.pending()).isEqualTo(2);
        assertThat(backlog.ageOfOldest()).isEqualTo(Duration.ofSeconds(7));

        backlog.left(List.of(), true);
        assertThat(backlog.pending()).isZero();
        assertThat(backlog.ageOfOldest()).isZero();
    }

    @Test
    void the_clock_of_another_node_makes_no_age_negative() {
        backlog.left(List.of(since(NOON.plusSeconds(3))), true);

        assertThat(backlog.ageOfOldest()).isZero();
    }

    @Test
    void a_long_backlog_is_counted_at_most_every_five_seconds() {
        table.rows = 100_000;
        backlog.left(List.of(since(NOON)), false);
        now = NOON.plusSeconds(5);
        backlog.left(List.of(since(NOON)), false);
        assertThat(backlog.pending()).isEqualTo(100_000);
        assertThat(table.counts).isEqualTo(1);

        table.rows = 50_000;
        now = NOON.plusSeconds(6);
        backlog.left(List.of(since(NOON)), false);

        assertThat(backlog.pending()).isEqualTo(50_000);
        assertThat(table.counts).isEqualTo(2);
    }

    @Test
    void a_count_that_fails_stops_no_poll() {
        table.failing = true;

        backlog.left(List.of(since(NOON)), false);

        assertThat(backlog.pending()).isEqualTo(1);
    }

    private static final class LongTable implements OutboxTable {

        long rows;
        int counts;
        boolean failing;

        @Override
        public <B> Rows<B> oldest(int max, int maxKeys, Supplier<B> begins) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(Collection<UUID> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addDeletes(Collection<UndeliveredDelete> deletes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeDeletes(Collection<UndeliveredDelete> deletes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count() throws SQLException {
            if (failing) {
                throw new SQLException("too long");
            }
            counts++;
            return rows;
        }
    }
}
