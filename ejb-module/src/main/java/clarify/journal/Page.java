package clarify.journal;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is ordered newest first.
 *
 * @param limit how many rows at most, 1..100
 * @param after only rows that come after it in the list; null starts with the newest. A {@link Cursor.Row} that is no row of the
 *     list's owner is {@link NotFound}
 */
public record Page(int limit, @Nullable Cursor after) {

    public static final int MAX_LIMIT = 100;
    public static final int DEFAULT_LIMIT = 20;

    public Page {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1.." + MAX_LIMIT);
        }
    }
}
