package clarify.cache;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals only what comes back as it is: each value is opened again and compared. That costs about as much as a hit does,
 * and a check of types alone would not do: whether a number, a text or a constant survives depends on the value. What is
 * refused is logged once for each reason, and counted each time. Thread-safe.
 */
final class FaithfulValues {

    private static final Logger LOG = Logger.getLogger(FaithfulValues.class.getName());

    private static final int LOGGED_REASONS = 1_000;

    private final Envelope envelope;
    private final CacheMetrics metrics;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    FaithfulValues(Envelope envelope, CacheMetrics metrics) {
        this.envelope = envelope;
        this.metrics = metrics;
    }

    /**
     * @param declared the type that the value is going to be read as; without one, that which it shows
     * @throws IllegalArgumentException when it would not come back; it names types, not the value
     */
    byte[] seal(String key, @Nullable Object value, Optional<Type> declared, Duration ttl) {
        if (value == null) {
            throw new IllegalArgumentException("There is no value");
        }
        byte[] bytes = envelope.seal(key, value, declared, ttl, Optional.empty());
        JavaType type = declared.map(Json.MAPPER::constructType).orElseGet(() -> RuntimeType.of(value));
        Object back = envelope.open(key, bytes, type)
                .opened()
                .<Object>map(Envelope.Opened::value)
                .orElseThrow(() -> refusal(value, "cannot be read back", type));
        if (!SameValue.same(value, back)) {
            throw refusal(value, "comes back as another value", type);
        }
        return bytes;
    }

    private static IllegalArgumentException refusal(Object value, String what, JavaType type) {
        return new IllegalArgumentException("A " + value.getClass().getName() + " " + what + " from JSON as a "
                + type.toCanonical() + "; naming its generic type may help");
    }

    /** @return empty, logged and counted, when it throws anything but want of memory */
    Optional<byte[]> unlessRefused(String key, Supplier<byte[]> seal) {
        try {
            return Optional.of(seal.get());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            metrics.refused();
            String reason = e instanceof IllegalArgumentException known
                    ? String.valueOf(known.getMessage())
                    : e.getClass().getName();
            if (logged.size() < LOGGED_REASONS && logged.add(reason)) {
                LOG.log(Level.WARNING, e.getCause(), () -> "Not cached: key=" + key + ": " + reason);
            }
            return Optional.empty();
        }
    }
}
