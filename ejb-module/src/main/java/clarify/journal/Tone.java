package clarify.journal;

import java.util.Locale;

/** The tone that a reflection was asked for in. */
public enum Tone {
    FUSION,
    GENTLE,
    INTENSE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return text;
    }
}
