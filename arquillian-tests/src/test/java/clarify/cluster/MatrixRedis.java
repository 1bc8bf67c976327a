package clarify.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** The servers of the cache. */
enum MatrixRedis {
    REDIS_6("Redis 6.2", "", ""),
    REDIS_7("Redis 7", "bookworm", "redis-server"),
    REDIS_8("Redis 8", "sid", "redis-server"),
    VALKEY_8_0("Valkey 8.0", "bookworm-backports", "valkey-server"),
    VALKEY_8_1("Valkey 8.1", "trixie", "valkey-server"),
    VALKEY_9("Valkey 9", "sid", "valkey-server");

    private final String title;
    private final String suite;
    private final String name;

    /** @param suite of Debian; empty for the one that the tests bring */
    MatrixRedis(String title, String suite, String name) {
        this.title = title;
        this.suite = suite;
        this.name = name;
    }

    /** Empty for the one that the tests bring. */
    Optional<Path> program() {
        return suite.isEmpty()
                ? Optional.empty()
                : Optional.of(new DebianPackage(suite, name).unpacked().resolve("usr/bin/" + name));
    }

    @Override
    public String toString() {
        return title;
    }
}
