package clarify.journal;

import java.util.Locale;

/** The status of a dream. */
public enum DreamStatus {
    ACTIVE,
    ACHIEVED,
    ARCHIVED,
    RELEASED;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
