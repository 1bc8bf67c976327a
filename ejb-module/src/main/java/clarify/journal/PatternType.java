package clarify.journal;

import java.util.Locale;

/** The type of a pattern. */
public enum PatternType {
    RECURRING_THEME,
    TENSION,
    POTENTIAL_DREAM,
    IDENTITY_SIGNAL;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
