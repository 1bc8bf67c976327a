package clarify.cache;

import clarify.redis.Command;
import java.time.Duration;
import java.util.List;

/** A sealed value on its way into Redis. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredValue(String key, byte[] bytes, Duration ttl) implements StoreQueue.Store {

    @Override
    public Object slot() {
        return key;
    }

    @Override
    public long size() {
        return bytes.length + 2L * key.length();
    }

    @Override
    public Command command() {
        return Command.storing("SET", key).with(bytes).with(List.of("PX", Long.toString(ttl.toMillis())));
    }
}
