package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagedRowsTest {

    private final List<Optional<Position>> asked = new ArrayList<>();

    private record Row(UUID id, Instant createdAt) implements ListedRow {}

    private static List<Row> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Row(UUID.randomUUID(), Instant.EPOCH.minusSeconds(i)))
                .toList();
    }

    private PagedRows<Row> paged(List<Row> all) {
        return new PagedRows<>(place -> {
            asked.add(place);
            int from = place.map(after -> all.indexOf(new Row(after.id(), after.createdAt())) + 1)
                    .orElse(0);
            return all.subList(from, Math.min(all.size(), from + PagedRows.PAGE));
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "99, 1", "100, 2", "101, 2", "200, 3", "250, 3"})
    void has_each_row_once_and_reads_on_until_a_page_is_not_full(int count, int pages) {
        List<Row> all = rows(count);

        assertThat(paged(all)).toIterable().isEqualTo(all);
        assertThat(asked).hasSize(pages);
    }

    @Test
    void reads_nothing_before_it_is_asked() {
        PagedRows<Row> rows = paged(rows(250));
        assertThat(asked).isEmpty();

        for (int i = 0; i < PagedRows.PAGE; i++) {
            var unused = rows.next();
        }

        assertThat(asked).hasSize(1);
    }

    @Test
    void has_an_end() {
        PagedRows<Row> rows = paged(rows(0));

        assertThat(rows.hasNext()).isFalse();
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        assertThat(asked).hasSize(1);
    }
}
