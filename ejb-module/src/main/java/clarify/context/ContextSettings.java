package clarify.context;

import clarify.settings.Settings;
import java.time.Duration;

/**
 * The settings of the context, checked.
 *
 * @param budget tokens of the longest text
 * @param lookupTimeout limit for the lookups of one build
 * @param invalidationPoll how often a node looks for invalidations that others could not deliver
 */
public record ContextSettings(
        int budget,
        int maxDreams,
        int maxPatterns,
        int maxSessions,
        int maxReflections,
        int minStrength,
        Duration lookupTimeout,
        Duration invalidationPoll) {

    private static final int MOST_ROWS = 1_000;

    static ContextSettings read(Settings settings) {
        return new ContextSettings(
                settings.integer("clarify.context.budget", 8000, 1, 10_000_000),
                settings.integer("clarify.context.max-dreams", 5, 1, MOST_ROWS),
                settings.integer("clarify.context.max-patterns", 10, 1, MOST_ROWS),
                settings.integer("clarify.context.max-sessions", 3, 1, MOST_ROWS),
                settings.integer("clarify.context.max-reflections", 3, 1, MOST_ROWS),
                settings.integer("clarify.context.min-strength", 3, 1, 10),
                settings.duration("clarify.lookup.timeout", Duration.ofSeconds(2)),
                settings.duration("clarify.invalidation.poll", Duration.ofMillis(500)));
    }
}
