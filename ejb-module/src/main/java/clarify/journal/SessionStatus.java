package clarify.journal;

import java.util.Locale;

/** The status of a session. */
public enum SessionStatus {
    ACTIVE,
    ARCHIVED;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
