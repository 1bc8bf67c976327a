package clarify.cache;

import clarify.redis.Breaker;
import clarify.redis.Breakers;
import clarify.redis.Redis;
import clarify.redis.RedisSettings;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The cache of one node, on a real Redis that this node alone can lose. Stores wait until they are let go. */
public final class CacheNode implements AutoCloseable {

    public final ListCache lists;
    public final CacheBean values;
    public final ValueDeletes deletes;
    private final Redis redis;

    private final List<Runnable> stores = new ArrayList<>();
    private volatile boolean cut;
    private volatile boolean deaf;
    private volatile Runnable beforeNextCall = () -> {};
    private volatile Runnable afterNextCall = () -> {};

    public CacheNode(String redisUri, BypassPolicy policy, DeleteOutbox outbox, MeterRegistry metrics) {
        Map<String, String> settings = Map.of(
                "clarify.redis.uri", redisUri,
                "clarify.redis.read-timeout", "PT10S", // so that only the test decides which call fails
                "clarify.cache.circuit.failures", "1000");
        Settings read = new Settings(name -> Optional.ofNullable(settings.get(name)));
        redis = new Redis(
                RedisSettings.read(read),
                RedisProbes.usage(""),
                new Breakers(new Line(), Supplier::get),
                metrics,
                Tracing.none());
        CacheComponents components =
                CacheComponents.of(CacheSettings.read(read), redis, this::queue, outbox, Clock.systemUTC(), metrics);
        lists = new RedisListCache(redis, policy, components);
        values = new CacheBean(redis, lists, policy, components);
        deletes = components.entries();
    }

    private synchronized void queue(Runnable store) {
        stores.add(store);
    }

    /** Sends what was to be stored. */
    public void letStoresGo() {
        List<Runnable> going;
        synchronized (this) {
            going = List.copyOf(stores);
            stores.clear();
        }
        going.forEach(Runnable::run);
    }

    /** From now on nothing of this node reaches Redis. */
    public void cut() {
        cut = true;
    }

    /** From now on Redis does what this node says, but the node does not hear of it. */
    public void deafen() {
        deaf = true;
    }

    public void heal() {
        cut = false;
        deaf = false;
    }

    /** Does something before the next call is made. */
    public void beforeNextCall(Runnable action) {
        beforeNextCall = action;
    }

    /** Does something when Redis has answered the next call, before the caller goes on. */
    public void afterNextCall(Runnable action) {
        afterNextCall = action;
    }

    @Override
    public void close() {
        redis.close();
    }

    private final class Line implements Breaker {

        @Override
        public <T> T call(Supplier<T> call) {
            Runnable first = beforeNextCall;
            beforeNextCall = () -> {};
            first.run();
            if (cut) {
                throw new JedisConnectionException("cut");
            }
            T answer = call.get();
            if (deaf) {
                throw new JedisConnectionException("deaf");
            }
            Runnable action = afterNextCall;
            afterNextCall = () -> {};
            action.run();
            return answer;
        }
    }
}
