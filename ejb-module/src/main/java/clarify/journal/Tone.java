package clarify.journal;

import java.util.Locale;

/** How a reflection was asked to sound. */
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
