package clarify.cache;

import java.util.Locale;

/** Whether this node knows of every invalidation that did not reach Redis. */
public enum Freshness {
    /** It has looked for them lately: what the cache has is current. */
    FRESH,
    /** It has not looked lately enough, for whatever reason: nothing is served from the cache until it has. */
    OVERDUE,
    /** It cannot look, as the database cannot be reached: what the cache has is served, as nothing else is left. */
    BLIND;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in lower case, as metrics and status documents show it. */
    @Override
    public String toString() {
        return label;
    }
}
