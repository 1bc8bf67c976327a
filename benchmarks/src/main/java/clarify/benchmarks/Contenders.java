package clarify.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Contender.Running;
import clarify.context.RowsOfPerson;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.KeyValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** What people would use instead of the product: plain JSON in Redis, parsed by Jackson, the same text. */
final class Contenders {

    private static final int THREADS = 16;

    /** Of all values, as in every cache: Redis looks it up for each that it reads. */
    private static final Duration TTL = Duration.ofHours(1);

    private Contenders() {}

    /** Ends what it has begun. */
    private record Using(Supplier<Object> work, Runnable end) implements Running {

        @Override
        public Object context() {
            return work.get();
        }

        @Override
        public void stop() {
            end.run();
        }
    }

    private static byte[][] keys(Ground ground) {
        return ground.person().keys().stream().map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    private static void store(Ground ground) {
        try (Jedis redis = new Jedis(ground.host(), ground.port())) {
            List<String> keys = ground.person().keys();
            List<byte[]> values = ground.person().values();
            for (int i = 0; i < keys.size(); i++) {
                redis.set(
                        keys.get(i).getBytes(UTF_8),
                        values.get(i),
                        SetParams.setParams().px(TTL.toMillis()));
            }
        }
    }

    private static String text(Ground ground, List<byte[]> values) {
        return Person.parsed(values).text(ground.person().sessionId());
    }

    static Running heldConnection(Ground ground) {
        store(ground);
        byte[][] keys = keys(ground);
        ThreadLocal<Jedis> held = ThreadLocal.withInitial(() -> new Jedis(ground.host(), ground.port()));
        return new Using(() -> held.get().mget(keys), () -> {});
    }

    private static RedisClient jedisPool(Ground ground) {
        redis.clients.jedis.ConnectionPoolConfig pool = new redis.clients.jedis.ConnectionPoolConfig();
        pool.setMaxTotal(THREADS);
        pool.setMaxIdle(THREADS);
        return RedisClient.builder()
                .hostAndPort(ground.host(), ground.port())
                .poolConfig(pool)
                .build();
    }

    static Running jedis(Ground ground) {
        store(ground);
        byte[][] keys = keys(ground);
        RedisClient redis = jedisPool(ground);
        return new Using(() -> text(ground, redis.mget(keys)), redis::close);
    }

    static Running fiveGets(Ground ground) {
        store(ground);
        byte[][] keys = keys(ground);
        RedisClient redis = jedisPool(ground);
        return new Using(
                () -> {
                    List<byte[]> values = new ArrayList<>();
                    for (byte[] key : keys) {
                        values.add(redis.get(key));
                    }
                    return text(ground, values);
                },
                redis::close);
    }

    static Running lettuce(Ground ground) {
        store(ground);
        byte[][] keys = keys(ground);
        io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create(ground.uri());
        StatefulRedisConnection<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE);
        var commands = redis.sync();
        return new Using(
                () -> text(
                        ground,
                        commands.mget(keys).stream().map(KeyValue::getValue).toList()),
                () -> {
                    redis.close();
                    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
                });
    }

    static Running vertx(Ground ground) {
        store(ground);
        List<String> keys = ground.person().keys();
        Vertx vertx = Vertx.vertx();
        RedisAPI redis = RedisAPI.api(io.vertx.redis.client.Redis.createClient(
                vertx, new RedisOptions().setConnectionString(ground.uri()).setMaxPoolSize(THREADS)));
        return new Using(
                () -> {
                    Response reply = redis.mget(keys)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
                    return text(
                            ground, reply.stream().map(each -> each.toBytes()).toList());
                },
                () -> {
                    redis.close();
                    vertx.close().toCompletionStage().toCompletableFuture().join();
                });
    }

    static Running redisson(Ground ground) {
        store(ground);
        String[] keys = ground.person().keys().toArray(String[]::new);
        Config config = new Config();
        config.useSingleServer()
                .setAddress(ground.uri())
                .setConnectionPoolSize(THREADS)
                .setConnectionMinimumIdleSize(THREADS);
        RedissonClient redis = Redisson.create(config);
        var buckets = redis.getBuckets(org.redisson.client.codec.ByteArrayCodec.INSTANCE);
        return new Using(
                () -> {
                    Map<String, byte[]> found = buckets.get(keys);
                    List<byte[]> values = new ArrayList<>();
                    for (String key : keys) {
                        values.add(requireNonNull(found.get(key)));
                    }
                    return text(ground, values);
                },
                redis::shutdown);
    }

    /** A cache for each list, as {@code @Cacheable} has it: a call for each. */
    static Running springCache(Ground ground) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(ground.host(), ground.port());
        factory.afterPropertiesSet();
        factory.start();
        List<String> names = List.of("user", "dreams", "patterns", "sessions", "reflections");
        RedisCacheManager.RedisCacheManagerBuilder builder = RedisCacheManager.builder(factory);
        for (int i = 0; i < names.size(); i++) {
            builder.withCacheConfiguration(
                    names.get(i),
                    RedisCacheConfiguration.defaultCacheConfig()
                            .entryTtl(TTL)
                            .serializeValuesWith(SerializationPair.fromSerializer(new ListSerializer(i))));
        }
        RedisCacheManager manager = builder.build();
        manager.afterPropertiesSet();
        UUID id = ground.person().id();
        RowsOfPerson rows = ground.person().rows();
        List<List<?>> lists = List.of(rows.user(), rows.dreams(), rows.patterns(), rows.sessions(), rows.reflections());
        for (int i = 0; i < names.size(); i++) {
            cache(manager, names.get(i)).put(id, lists.get(i));
        }
        return new Using(
                () -> new RowsOfPerson(
                                cached(manager, "user", id),
                                cached(manager, "dreams", id),
                                cached(manager, "patterns", id),
                                cached(manager, "sessions", id),
                                cached(manager, "reflections", id))
                        .text(ground.person().sessionId()),
                factory::destroy);
    }

    private static org.springframework.cache.Cache cache(CacheManager manager, String name) {
        return requireNonNull(manager.getCache(name));
    }

    @SuppressWarnings("unchecked")
    private static <E> List<E> cached(CacheManager manager, String name, UUID id) {
        return (List<E>)
                requireNonNull(requireNonNull(cache(manager, name).get(id)).get());
    }

    private record ListSerializer(int list) implements RedisSerializer<Object> {

        @Override
        public byte[] serialize(@Nullable Object value) {
            return Person.json(requireNonNull(value));
        }

        @Override
        public @Nullable Object deserialize(byte @Nullable [] bytes) {
            return bytes == null ? null : Person.parsed(list, bytes);
        }
    }

    static Running caffeine(Ground ground) {
        Cache<String, List<?>> cache =
                Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(TTL).build();
        List<String> keys = ground.person().keys();
        RowsOfPerson rows = ground.person().rows();
        List<List<?>> lists = List.of(rows.user(), rows.dreams(), rows.patterns(), rows.sessions(), rows.reflections());
        IntStream.range(0, keys.size()).forEach(i -> cache.put(keys.get(i), lists.get(i)));
        return new Using(
                () -> new RowsOfPerson(
                                inProcess(cache, keys.get(0)),
                                inProcess(cache, keys.get(1)),
                                inProcess(cache, keys.get(2)),
                                inProcess(cache, keys.get(3)),
                                inProcess(cache, keys.get(4)))
                        .text(ground.person().sessionId()),
                () -> {});
    }

    @SuppressWarnings("unchecked")
    private static <E> List<E> inProcess(Cache<String, List<?>> cache, String key) {
        return (List<E>) requireNonNull(cache.getIfPresent(key));
    }
}
