package clarify.concurrent;

/**
 * What a caller has seen of what it wants to be loaded.
 *
 * @param version of the state, that nobody else's state has
 * @param began when the caller began to look, as {@link System#nanoTime} has it
 */
public record ObservedVersion(String version, long began) {}
