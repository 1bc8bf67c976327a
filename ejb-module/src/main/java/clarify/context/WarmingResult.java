package clarify.context;

/**
 * What warming has found of the five lists.
 *
 * @param cached were in the cache already
 * @param lookedUp are being stored
 * @param failed could not be had
 */
public record WarmingResult(int cached, int lookedUp, int failed) {}
