package clarify.journal;

import java.util.Locale;

/** The area of life that a dream belongs to. */
public enum Category {
    HEALTH,
    CAREER,
    RELATIONSHIPS,
    FINANCIAL,
    PERSONAL_GROWTH,
    CREATIVE,
    SPIRITUAL,
    ENTREPRENEURIAL,
    EDUCATIONAL,
    OTHER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The text in the database and in JSON. */
    @Override
    public String toString() {
        return text;
    }
}
