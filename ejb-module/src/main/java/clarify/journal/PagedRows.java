package clarify.journal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Rows of a list that are read page by page, when they are asked for: no more than one page is in memory. */
final class PagedRows<R extends ListedRow> implements Iterator<R> {

    /** Rows; each may have 64,000 characters. */
    static final int PAGE = 100;

    private final Function<Optional<Position>, List<R>> pages;
    private List<R> page = List.of();
    private int next;
    private boolean isLast;
    private Optional<Position> place = Optional.empty();

    /** @param pages reads those that come after a place, at first after none: {@link #PAGE} of them, fewer where there are no more */
    PagedRows(Function<Optional<Position>, List<R>> pages) {
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        if (next == page.size() && !isLast) {
            page = pages.apply(place);
            next = 0;
            isLast = page.size() < PAGE;
        }
        return next < page.size();
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        R row = page.get(next++);
        place = Optional.of(row.position());
        return row;
    }
}
