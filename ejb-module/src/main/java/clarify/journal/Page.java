package clarify.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is ordered newest first.
 *
 * @param limit how many rows at most, 1..100
 * @param before only rows that come after this one in the list; an id that is no row of the list's owner is {@link NotFound}
 * @param after only rows that come after this position in the list, whether there is a row or not; without both it starts with
 *     the newest
 */
public record Page(
        int limit, @Nullable UUID before, @Nullable Position after) {

    public static final int MAX_LIMIT = 100;
    public static final int DEFAULT_LIMIT = 20;

    public Page {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1.." + MAX_LIMIT);
        }
    }
}
