package clarify.journal;

import java.util.Locale;

/** The language that a person reads. */
public enum Language {
    EN,
    HE;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
