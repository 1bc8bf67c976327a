package clarify.cache;

import java.time.Duration;

/** A sealed value on its way into Redis. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredValue(String key, byte[] bytes, Duration ttl) {

    /** In bytes, about. */
    long size() {
        return bytes.length + 2L * key.length();
    }
}
