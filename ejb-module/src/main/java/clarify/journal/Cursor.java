package clarify.journal;

import java.util.UUID;

/** What a page of a list comes after. */
public sealed interface Cursor permits Position, Cursor.Row {

    /** A row that there is. */
    record Row(UUID id) implements Cursor {}
}
