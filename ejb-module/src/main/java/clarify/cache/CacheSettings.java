package clarify.cache;

import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import clarify.settings.Setting;
import clarify.settings.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the cache, checked.
 *
 * @param prefix stands in front of every key
 * @param ttls how long a list of a context stays, before jitter
 * @param jitter the largest part of a time to live that chance takes off, 0..0.5
 * @param secrets that values are sealed with; empty: they can be read in Redis
 * @param sharedLoad how long a caller waits for a load that another one makes
 */
public record CacheSettings(
        String prefix, Map<Kind, Duration> ttls, double jitter, Optional<Secrets> secrets, Duration sharedLoad) {

    static final Map<Kind, Duration> DEFAULT_TTLS = Map.of(
            Kind.USER, Duration.ofMinutes(5),
            Kind.DREAMS, Duration.ofMinutes(2),
            Kind.PATTERNS, Duration.ofMinutes(10),
            Kind.SESSIONS, Duration.ofMinutes(1),
            Kind.REFLECTIONS, Duration.ofMinutes(5));

    static final Setting<String> PREFIX =
            Setting.text("clarify.cache.prefix", "", "text without {", CacheSettings::wrongPrefix);
    static final Map<Kind, Setting<Duration>> TTLS = ofEachKind(
            kind -> Setting.duration("clarify.cache.ttl." + kind.label(), requireNonNull(DEFAULT_TTLS.get(kind))));
    static final Setting<Double> TTL_JITTER = Setting.decimal("clarify.cache.ttl-jitter", 0.1, 0, 0.5);

    static final Setting<Optional<Secrets>> SECRET =
            Setting.optional(Secrets.SETTING, "32 bytes in base64, several with commas", Secrets::parse);

    public static CacheSettings read(Settings settings) {
        return new CacheSettings(
                settings.get(PREFIX),
                ofEachKind(kind -> settings.get(requireNonNull(TTLS.get(kind)))),
                settings.get(TTL_JITTER),
                settings.get(SECRET),
                settings.get(CacheBean.LOOKUP_TIMEOUT));
    }

    Duration ttl(Kind kind) {
        return requireNonNull(ttls.get(kind));
    }

    /** The times to live that are not the defaults, each as {@code kind=duration}. */
    public List<String> changedTtls() {
        return ttls.entrySet().stream()
                .filter(ttl -> !ttl.getValue().equals(DEFAULT_TTLS.get(ttl.getKey())))
                .map(ttl -> ttl.getKey().label() + "=" + ttl.getValue())
                .toList();
    }

    private static Optional<String> wrongPrefix(String prefix) {
        return prefix.contains("{")
                ? Optional.of("must not contain '{', which would gather all keys in one slot of a cluster")
                : Optional.empty();
    }

    private static <T> Map<Kind, T> ofEachKind(Function<Kind, T> value) {
        Map<Kind, T> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            values.put(kind, value.apply(kind));
        }
        return Collections.unmodifiableMap(values);
    }
}
