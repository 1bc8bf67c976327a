package clarify.concurrent;

/**
 * The version of a state at the time when a caller looked at it.
 *
 * @param version a token that no other state ever has
 * @param began when the caller began to look, by {@link System#nanoTime}
 */
public record ObservedVersion(String version, long began) {}
