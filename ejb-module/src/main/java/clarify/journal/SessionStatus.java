package clarify.journal;

import java.util.Locale;

/** Whether a conversation is still on the table. */
public enum SessionStatus {
    ACTIVE,
    ARCHIVED;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
