package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import clarify.kind.Kind;
import clarify.redis.Command;
import clarify.redis.History;
import clarify.redis.Redis;
import clarify.redis.Redis.Part;
import clarify.redis.RedisOperation;
import clarify.redis.RoundTrip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes lists of everybody and renews their versions, so that nothing that is being looked up meanwhile is stored: a
 * batch a round trip, one master after the other, while Redis goes on serving others. First by the versions, one a person;
 * then what lists are left, as their version has expired.
 */
final class Purge {

    private static final String START = "0";
    private static final String BATCH = "500";

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
        List<String> masters = redis.keysEverywhere();
        boolean done = !masters.isEmpty();
        for (String master : masters) {
            done &= removeAllAt(master);
        }
        // A key whose slot has moved has led to another master, whose keys were gone through twice then.
        return done && Set.copyOf(redis.keysEverywhere()).equals(Set.copyOf(masters));
    }

    private boolean removeAllAt(String master) {
        return removeAll(master, keys.patternOfVersions())
                && kinds.stream().map(keys::patternOf).allMatch(pattern -> removeAll(master, pattern));
    }

    private boolean removeAll(String master, String pattern) {
        String cursor = START;
        Optional<History> first = Optional.empty();
        do {
            List<Command> scan =
                    List.of(Command.history(), Command.reading("SCAN", cursor, "MATCH", pattern, "COUNT", BATCH));
            Optional<ScanPage> page = redis.call(RedisOperation.SCAN, master, RoundTrip.of(scan, ScanPage::decode));
            if (page.isEmpty() || !remove(page.get().names())) {
                return false;
            }
            boolean isFirst = cursor.equals(START);
            if (!isFirst && !page.get().history().equals(first)) {
                return false; // another master has answered, for whom the cursor means something else
            }
            first = isFirst ? page.get().history() : first;
            cursor = page.get().cursor();
        } while (!cursor.equals(START));
        return true;
    }

    /** A part of the keys, and where the next part begins. */
    private record ScanPage(Optional<History> history, String cursor, List<String> names) {

        static ScanPage decode(List<@Nullable Object> replies) {
            List<?> parts = (List<?>) requireNonNull(replies.get(1));
            List<?> names = (List<?>) parts.get(1);
            return new ScanPage(
                    Optional.ofNullable((History) replies.get(0)),
                    text(parts.get(0)),
                    names.stream().map(ScanPage::text).toList());
        }

        private static String text(Object reply) {
            return new String((byte[]) reply, UTF_8);
        }
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
        List<Part> deletes = redis.together(names).stream()
                .map(group -> Part.of(group.get(0), Command.removing("DEL").with(group)))
                .toList();
        return redis.callEach(RedisOperation.DELETE, deletes).stream().allMatch(Optional::isPresent);
    }
}
