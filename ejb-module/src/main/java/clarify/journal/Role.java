package clarify.journal;

import java.util.Locale;

/** The author of a message. */
public enum Role {
    USER,
    ASSISTANT;

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
