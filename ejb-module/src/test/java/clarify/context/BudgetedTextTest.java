package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetedTextTest {

    private static final int ITEMS = 1_000;

    private int counts;

    /** A token a word: grows by steps that are not those of the length. */
    private int words(String text) {
        counts++;
        return text.isEmpty() ? 0 : text.split("\\s+").length;
    }

    private static Section<String> section(int items) {
        return new Section<>(
                "Active Dreams",
                IntStream.range(0, items)
                        .mapToObj(i -> "- " + "word ".repeat(i % 7) + i)
                        .toList(),
                StringBuilder::append);
    }

    private static Section<String> first(Section<String> section, int items) {
        return new Section<>(section.title(), section.items().subList(0, items), section.form());
    }

    @Test
    void as_many_items_as_fit_and_not_one_less_at_every_budget() {
        Section<String> section = section(50);
        int previous = 0;
        for (int budget = 1; budget < 300; budget++) {
            BudgetedText text = new BudgetedText(this::words, budget);
            int items = text.append(section).items();

            assertThat(text.tokens()).isLessThanOrEqualTo(budget).isEqualTo(words(text.text()));
            assertThat(items).isGreaterThanOrEqualTo(previous);
            if (items < section.items().size()) {
                BudgetedText more = new BudgetedText(this::words, Integer.MAX_VALUE);
                more.append(first(section, items + 1));
                assertThat(more.tokens()).isGreaterThan(budget);
            }
            previous = items;
        }
        assertThat(previous).isEqualTo(50);
    }

    @Test
    void what_does_not_fit_leaves_nothing_behind_and_the_next_section_is_tried() {
        BudgetedText text = new BudgetedText(this::words, 30);
        Section<String> small = new Section<>("Patterns Observed", List.of("- one"), StringBuilder::append);

        assertThat(text.append(new Section<>("User Context", List.of("word ".repeat(40)), StringBuilder::append)))
                .isEqualTo(Appended.NOTHING);
        assertThat(text.text()).isEmpty();
        assertThat(text.append(small).items()).isOne();
        assertThat(text.text()).contains("---\n[Patterns Observed]\n- one\n---");
    }

    @Test
    void a_text_is_counted_a_few_times_however_many_items_there_are() {
        for (int budget : List.of(1, 30, 500, 2_000, Integer.MAX_VALUE)) {
            counts = 0;
            new BudgetedText(this::words, budget).append(section(ITEMS));

            assertThat(counts).isLessThanOrEqualTo(12);
        }
    }
}
