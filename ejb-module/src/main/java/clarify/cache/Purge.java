package clarify.cache;

import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Removes every key of a pattern, a batch a round trip, while Redis goes on serving others. */
final class Purge {

    private static final int BATCH = 500;

    private final Redis redis;
    private final String pattern;
    private String cursor = ScanParams.SCAN_POINTER_START;
    private long removed;

    Purge(Redis redis, String pattern) {
        this.redis = redis;
        this.pattern = pattern;
    }

    /** @return how many keys were removed; empty when Redis did not answer to the end */
    Optional<Long> run() {
        do {
            Optional<ScanResult<String>> found = redis.call("scan", pattern, this::scan);
            if (found.isEmpty() || !remove(found.get())) {
                return Optional.empty();
            }
            cursor = found.get().getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return Optional.of(removed);
    }

    private ScanResult<String> scan(Connection connection) {
        ScanParams batch = new ScanParams().match(pattern).count(BATCH);
        return connection.executeCommand(Redis.COMMANDS.scan(cursor, batch));
    }

    private boolean remove(ScanResult<String> found) {
        if (found.getResult().isEmpty()) {
            return true;
        }
        String[] keys = found.getResult().toArray(String[]::new);
        Optional<Long> unlinked = redis.call("unlink", pattern, c -> c.executeCommand(Redis.COMMANDS.unlink(keys)));
        unlinked.ifPresent(count -> removed += count);
        return unlinked.isPresent();
    }
}
