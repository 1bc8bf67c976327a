package clarify.cache;

import clarify.kind.Kind;
import clarify.redis.Redis;
import clarify.redis.RedisOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import redis.clients.jedis.Connection;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Removes lists of everybody and renews their versions, so that nothing that is being looked up meanwhile is stored: a
 * batch a round trip, while Redis goes on serving others. First by the versions, one a person; then what lists are left,
 * as their version has expired.
 */
final class Purge {

    private static final int BATCH = 500;

    private final Redis redis;
    private final CacheKeys keys;
    private final Set<Kind> kinds;
    private final Predicate<Collection<StaleLists>> invalidate;

    /** @param invalidate says whether Redis has done it */
    Purge(Redis redis, CacheKeys keys, Set<Kind> kinds, Predicate<Collection<StaleLists>> invalidate) {
        this.redis = redis;
        this.keys = keys;
        this.kinds = kinds;
        this.invalidate = invalidate;
    }

    /** @return whether Redis has done all of it */
    boolean run() {
        return removeAll(keys.patternOfVersions())
                && kinds.stream().map(keys::patternOf).allMatch(this::removeAll);
    }

    private boolean removeAll(String pattern) {
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanParams batch = new ScanParams().match(pattern).count(BATCH);
            String from = cursor;
            Optional<ScanResult<String>> found =
                    redis.call(RedisOperation.SCAN, pattern, connection -> scan(connection, from, batch));
            if (found.isEmpty() || !remove(found.get().getResult())) {
                return false;
            }
            cursor = found.get().getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return true;
    }

    private static ScanResult<String> scan(Connection connection, String cursor, ScanParams batch) {
        return connection.executeCommand(Redis.COMMANDS.scan(cursor, batch));
    }

    private boolean remove(List<String> names) {
        List<String> foreign = new ArrayList<>(names);
        foreign.removeIf(name -> keys.userOf(name).isPresent());
        Set<UUID> users =
                names.stream().flatMap(name -> keys.userOf(name).stream()).collect(Collectors.toSet());
        return delete(foreign)
                && invalidate.test(users.stream()
                        .map(user -> new StaleLists(UUID.randomUUID(), user, kinds))
                        .toList());
    }

    /** Deletes keys that match the pattern but do not end in a UUID. */
    private boolean delete(List<String> names) {
        if (names.isEmpty()) {
            return true;
        }
        String[] all = names.toArray(String[]::new);
        return redis.call(
                        RedisOperation.DELETE, all[0], connection -> connection.executeCommand(Redis.COMMANDS.del(all)))
                .isPresent();
    }
}
