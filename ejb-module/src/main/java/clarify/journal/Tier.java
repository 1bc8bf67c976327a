package clarify.journal;

import java.util.Locale;

/** The subscription tier of a user. */
public enum Tier {
    FREE,
    PRO,
    UNLIMITED;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
