package clarify.kind;

import java.util.Locale;

/** One of the five lists that a context is made of, in the order in which they take their share of the budget. */
public enum Kind {
    USER,
    DREAMS,
    PATTERNS,
    SESSIONS,
    REFLECTIONS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in keys, settings, JSON and paths: {@code user}, {@code dreams}, ... */
    public String label() {
        return label;
    }
}
