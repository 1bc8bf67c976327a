package clarify.journal;

import java.util.Locale;

/** What a person pays for. */
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
