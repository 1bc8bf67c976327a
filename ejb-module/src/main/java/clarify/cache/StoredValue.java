package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/** A sealed value on its way into Redis. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredValue(String key, byte[] bytes, Duration ttl) implements StoreQueue.Store {

    @Override
    public Object slot() {
        return key;
    }

    @Override
    public Response<?> send(Pipeline pipeline) {
        return pipeline.set(key.getBytes(UTF_8), bytes, SetParams.setParams().px(ttl.toMillis()));
    }
}
