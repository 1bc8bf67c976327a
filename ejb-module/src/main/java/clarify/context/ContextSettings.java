package clarify.context;

import clarify.cache.CacheBean;
import clarify.journal.Limits;
import clarify.settings.Setting;
import clarify.settings.Settings;
import java.time.Duration;

/**
 * The settings of the context, checked.
 *
 * @param budget tokens of the longest text
 * @param lookupTimeout limit for the lookups of one build
 */
public record ContextSettings(
        int budget,
        int maxDreams,
        int maxPatterns,
        int maxSessions,
        int maxReflections,
        int minStrength,
        Duration lookupTimeout) {

    private static final int MOST_ROWS = 1_000;

    static final Setting<Integer> BUDGET = Setting.integer("clarify.context.budget", 8000, 1, 10_000_000);
    static final Setting<Integer> MAX_DREAMS = rows("clarify.context.max-dreams", 5);
    static final Setting<Integer> MAX_PATTERNS = rows("clarify.context.max-patterns", 10);
    static final Setting<Integer> MAX_SESSIONS = rows("clarify.context.max-sessions", 3);
    static final Setting<Integer> MAX_REFLECTIONS = rows("clarify.context.max-reflections", 3);
    static final Setting<Integer> MIN_STRENGTH =
            Setting.integer("clarify.context.min-strength", 3, Limits.MIN_RATING, Limits.MAX_RATING);

    public static ContextSettings read(Settings settings) {
        return new ContextSettings(
                settings.get(BUDGET),
                settings.get(MAX_DREAMS),
                settings.get(MAX_PATTERNS),
                settings.get(MAX_SESSIONS),
                settings.get(MAX_REFLECTIONS),
                settings.get(MIN_STRENGTH),
                settings.get(CacheBean.LOOKUP_TIMEOUT));
    }

    private static Setting<Integer> rows(String name, int fallback) {
        return Setting.integer(name, fallback, 1, MOST_ROWS);
    }
}
