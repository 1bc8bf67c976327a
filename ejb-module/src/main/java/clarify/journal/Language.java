package clarify.journal;

import java.util.Locale;

/** The language of a user. */
public enum Language {
    EN,
    HE;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
