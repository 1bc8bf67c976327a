package clarify.cache;

import clarify.redis.Command;
import clarify.redis.History;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Lists of a person that are stored only if their version is still the one that was seen before they were loaded, and only on the
 * history of Redis on which it was seen.
 */
final class GuardedStore implements StoreQueue.Store {

    private final String versionKey;
    private final History history;
    private final Command command;
    private final Runnable whenDone;
    private final long size;

    /** @param history on which the version was seen */
    GuardedStore(String versionKey, String version, History history, List<StoredValue> lists, Runnable whenDone) {
        this.versionKey = versionKey;
        this.history = history;
        this.whenDone = whenDone;
        this.size = lists.stream().mapToLong(StoredValue::size).sum();
        List<String> names = new ArrayList<>(List.of(versionKey));
        List<byte[]> arguments = new ArrayList<>(List.of(SafeEncoder.encode(version)));
        for (StoredValue list : lists) {
            names.add(list.key());
            arguments.add(list.bytes());
            arguments.add(SafeEncoder.encode(Long.toString(list.ttl().toMillis())));
        }
        command = ListScripts.STORE.on(names, arguments);
    }

    @Override
    public String key() {
        return versionKey;
    }

    /** Its own: another store for the same person has other lists. */
    @Override
    public Object slot() {
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void done() {
        whenDone.run();
    }

    /** The only one that it may be stored on. */
    History history() {
        return history;
    }

    Command command() {
        return command;
    }
}
