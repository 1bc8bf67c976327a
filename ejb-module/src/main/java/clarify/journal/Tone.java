package clarify.journal;

import java.util.Locale;

/** The tone that a reflection was asked for in. */
public enum Tone {
    FUSION,
    GENTLE,
    INTENSE;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
