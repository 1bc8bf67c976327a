package clarify.context;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * One block of the context before the budget is known.
 *
 * @param title stands in square brackets
 * @param items one or more lines each; cut between, never inside
 * @param form appends the text of an item
 */
record Section<I>(String title, List<I> items, BiConsumer<StringBuilder, I> form) {

    /** @return where the item ends, with its line feed */
    int append(int item, StringBuilder text) {
        form.accept(text, items.get(item));
        return text.append('\n').length();
    }
}
