package clarify.redis;

import java.util.Locale;

/** What a round trip is for: a label of metrics, spans and log records. */
public enum RedisOperation {
    GET,
    SET,
    DELETE,
    INVALIDATE,
    SCAN,
    PING;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in lower case, as metrics and logs show it. */
    public String label() {
        return label;
    }
}
