package clarify.cache;

import clarify.cache.CacheMetrics.Read;
import clarify.cache.Envelope.Content;
import clarify.cache.Envelope.Opened;
import clarify.cache.Envelope.Unfitting;
import clarify.redis.History;
import clarify.redis.Redis;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Seals values on their way into Redis, opens them on their way out, and counts what became of each read. Thread-safe. */
final class ValueCodec {

    /** 146 million years: the longest that Redis takes whatever its clock says. */
    static final Duration LONGEST_TTL = Duration.ofMillis(Long.MAX_VALUE / 2);

    /** How long a value is left to the other version of a bean that wrote it, however long it is to stay. */
    private static final Duration LEFT_ALONE = Duration.ofHours(1);

    private final Envelope ofLists;
    private final Envelope ofOthers;
    private final Map<Class<?>, RowReader<?>> readers = new ConcurrentHashMap<>();
    private final FaithfulValues faithful;
    private final Clock clock;
    private final double jitter;
    private final Redis redis;
    private final CacheMetrics metrics;
    private final LongAdder unreadable = new LongAdder();

    ValueCodec(Clock clock, CacheSettings settings, Redis redis, CacheMetrics metrics) {
        this.clock = clock;
        this.jitter = settings.jitter();
        this.redis = redis;
        this.metrics = metrics;
        ofLists = Envelope.strict(clock, settings.secrets());
        ofOthers = Envelope.tolerant(clock, settings.secrets());
        faithful = new FaithfulValues(ofOthers, metrics);
    }

    /**
     * Opens a list of a context.
     *
     * @param kind under which it is counted
     * @param row the class of its elements
     * @param history that it was read from; empty if that is not known
     * @return empty for what is not there, what cannot be read, and what was stored on another history
     */
    <E> Optional<Opened<List<E>>> openList(
            String kind, String key, byte @Nullable [] bytes, Class<E> row, Optional<History> history) {
        if (bytes == null) {
            return missed(kind);
        }
        Content<List<E>> content = ofLists.openRows(key, bytes, reader(row));
        if (content instanceof Opened<List<E>> opened
                && history.filter(known -> known.counts(opened.history())).isEmpty()) {
            notRead(kind, Read.OTHER_HISTORY);
            return Optional.empty();
        }
        return counted(kind, content);
    }

    @SuppressWarnings("unchecked") // each under its own class
    private <E> RowReader<E> reader(Class<E> row) {
        return (RowReader<E>) readers.computeIfAbsent(row, RowReader::new);
    }

    /** How old a list is, whatever its rows are; empty for what is no value of ours. Counts nothing. */
    Optional<Duration> ageOfList(String key, byte[] bytes) {
        return ofLists.<Object>open(key, bytes, Object.class).opened().map(Opened::age);
    }

    /**
     * What a read of another bean's value has found.
     *
     * @param leftAlone whether what stands there is another version's, and nothing loaded is to be stored over it
     * @param unreadable whether what stands there is nobody's, or has been left alone for long enough
     */
    record OpenedValue<T>(Optional<T> value, boolean leftAlone, boolean unreadable) {}

    /** Opens a value of another bean. */
    <T> OpenedValue<T> openOther(String key, byte @Nullable [] bytes, Type type) {
        if (bytes == null) {
            return new OpenedValue<>(this.<T>missed(CacheMetrics.OTHER).map(Opened::value), false, false);
        }
        Content<T> content = ofOthers.open(key, bytes, type);
        Optional<T> value = counted(CacheMetrics.OTHER, content).map(Opened::value);
        boolean leftAlone = content instanceof Unfitting<T> unfitting && isLeftAlone(unfitting);
        return new OpenedValue<>(value, leftAlone, value.isEmpty() && !leftAlone);
    }

    private boolean isLeftAlone(Unfitting<?> unfitting) {
        Instant now = clock.instant();
        Duration since = Duration.between(unfitting.writtenAt(), now).abs();
        return since.compareTo(LEFT_ALONE) < 0 && now.isBefore(unfitting.expiresAt());
    }

    private <T> Optional<Opened<T>> missed(String kind) {
        metrics.read(kind, Read.MISS);
        return Optional.empty();
    }

    private <T> Optional<Opened<T>> counted(String kind, Content<T> content) {
        Optional<Opened<T>> value = content.opened();
        if (value.isEmpty()) {
            unreadable.increment();
        }
        metrics.read(kind, value.isPresent() ? Read.HIT : Read.UNREADABLE);
        return value;
    }

    /** Counts a value that was not even looked at. */
    void notRead(String kind, Read why) {
        if (redis.isConfigured()) {
            metrics.read(kind, why);
        }
    }

    /** Seals a list of a context, whose rows are known to come back as they are. @return empty with an open circuit */
    Optional<StoredValue> sealList(String key, Object list, Duration ttl, History history) {
        if (!redis.isStoring(key)) {
            return Optional.empty();
        }
        Duration stays = shortened(ttl);
        return faithful.unlessRefused(key, () -> ofLists.seal(key, list, Optional.empty(), stays, history.tag()))
                .map(bytes -> new StoredValue(key, bytes, stays));
    }

    /**
     * Seals a value of another bean.
     *
     * @param type that it is going to be read as, where somebody has said so
     * @return empty when the circuit is open, and when the value would not come back as it is, which is logged
     */
    Optional<StoredValue> sealOther(String key, Object value, Optional<Type> type, Duration ttl) {
        if (!redis.isStoring(key)) {
            return Optional.empty();
        }
        Duration stays = shortened(ttl);
        return faithful.unlessRefused(key, () -> faithful.seal(key, value, type, stays))
                .map(bytes -> new StoredValue(key, bytes, stays));
    }

    long unreadable() {
        return unreadable.sum();
    }

    /** By chance, so that keys written together do not expire together. In whole milliseconds, at least one. */
    private Duration shortened(Duration ttl) {
        Duration longest = ttl.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : ttl;
        double kept = 1 - ThreadLocalRandom.current().nextDouble() * jitter;
        return Duration.ofMillis(Math.max(1, Math.round(longest.toMillis() * kept)));
    }
}
