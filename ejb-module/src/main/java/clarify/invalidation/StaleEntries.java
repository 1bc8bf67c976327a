package clarify.invalidation;

import clarify.cache.BypassPolicy;
import clarify.cache.StaleLists;
import clarify.kind.Kind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this node must not serve from Redis, because their invalidation may not have arrived there. An entry is
 * removed when its invalidation has been delivered, here or by another node: docs/consistency.md has the argument. A
 * node that has just started, and one that has more entries than it can keep, bypasses every list. Thread-safe.
 */
final class StaleEntries implements BypassPolicy {

    /** Entries that are kept one by one. */
    static final int LIMIT = 10_000;

    private static final Set<Kind> EVERY_KIND = Set.of(Kind.values());

    private final Map<UUID, Entry> byId = new HashMap<>();
    private final Map<UUID, Set<Entry>> byUser = new HashMap<>();
    private long moment = 1;
    private @Nullable Long everythingSince = moment;

    private record Entry(StaleLists lists, long since) {}

    @Override
    public synchronized Set<Kind> bypassed(UUID userId) {
        if (everythingSince != null) {
            return EVERY_KIND;
        }
        Set<Entry> entries = byUser.get(userId);
        if (entries == null) {
            return Set.of();
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        entries.forEach(entry -> kinds.addAll(entry.lists().kinds()));
        return kinds;
    }

    @Override
    public synchronized int undelivered() {
        return byId.size();
    }

    /** Whether every list of everybody is bypassed. */
    synchronized boolean isEverything() {
        return everythingSince != null;
    }

    /** Bypasses these lists until the invalidation is delivered. */
    synchronized void add(StaleLists lists) {
        add(lists, ++moment);
        if (byId.size() > LIMIT) {
            addEverything();
        }
    }

    /** The invalidations with these ids were delivered. */
    synchronized void remove(Collection<UUID> ids) {
        ids.forEach(this::remove);
    }

    /** @return the moment for {@link #pollEnded}, to be taken before the poll reads */
    synchronized long pollBegins() {
        return ++moment;
    }

    /**
     * A poll has read the undelivered invalidations. All of them become entries; an entry that was added before the poll
     * began and that the poll did not find is removed.
     *
     * @param began what {@link #pollBegins} returned
     * @param undelivered what was found
     * @param all whether these are all there are; otherwise every list is bypassed
     */
    synchronized void pollEnded(long began, Collection<StaleLists> undelivered, boolean all) {
        if (!all) {
            addEverything();
            return;
        }
        Set<UUID> ids = undelivered.stream().map(StaleLists::id).collect(Collectors.toSet());
        byId.values().stream()
                .filter(entry ->
                        entry.since() < began && !ids.contains(entry.lists().id()))
                .map(entry -> entry.lists().id())
                .toList()
                .forEach(this::remove);
        undelivered.forEach(lists -> add(lists, began));
        if (everythingSince != null && everythingSince < began) {
            everythingSince = null;
        }
    }

    private void addEverything() {
        everythingSince = ++moment;
        byId.clear();
        byUser.clear();
    }

    private void add(StaleLists lists, long since) {
        Entry entry = new Entry(lists, since);
        if (byId.putIfAbsent(lists.id(), entry) == null) {
            byUser.computeIfAbsent(lists.userId(), user -> new HashSet<>()).add(entry);
        }
    }

    private void remove(UUID id) {
        Entry entry = byId.remove(id);
        if (entry == null) {
            return;
        }
        Set<Entry> ofUser = Objects.requireNonNull(byUser.get(entry.lists().userId()));
        ofUser.remove(entry);
        if (ofUser.isEmpty()) {
            byUser.remove(entry.lists().userId());
        }
    }
}
