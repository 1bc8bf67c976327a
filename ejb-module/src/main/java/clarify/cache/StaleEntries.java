package clarify.cache;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
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
 * The lists that this node must not take from Redis, because their invalidation may not have arrived there. A mark goes
 * when its invalidation is known to be delivered, or to be delivered no more: docs/consistency.md has the argument. A
 * node that has just started, and one that has more marks than it can keep, distrusts every list. Thread-safe.
 */
@ApplicationScoped
public class StaleEntries {

    /** Marks that are kept one by one. */
    static final int LIMIT = 10_000;

    private static final Set<Kind> EVERY_KIND = Set.of(Kind.values());

    private final Map<UUID, Mark> byId = new HashMap<>();
    private final Map<UUID, Set<Mark>> byUser = new HashMap<>();
    private long moment = 1;
    private @Nullable Long everythingSince = moment;

    private record Mark(StaleLists lists, long since) {}

    /** Which lists of the person are not to be trusted. To be asked before Redis is. */
    public synchronized Set<Kind> of(UUID userId) {
        if (everythingSince != null) {
            return EVERY_KIND;
        }
        Set<Mark> marks = byUser.get(userId);
        if (marks == null) {
            return Set.of();
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        marks.forEach(mark -> kinds.addAll(mark.lists().kinds()));
        return kinds;
    }

    /** How many invalidations this node knows of that are not delivered. */
    public synchronized int size() {
        return byId.size();
    }

    /** Whether every list of everybody is distrusted. */
    public synchronized boolean isEverything() {
        return everythingSince != null;
    }

    /** Distrusts these lists until the invalidation is delivered. */
    public synchronized void put(StaleLists lists) {
        add(lists, ++moment);
        if (byId.size() > LIMIT) {
            distrustEverything();
        }
    }

    /** The invalidations with these ids were delivered. */
    public synchronized void lift(Collection<UUID> ids) {
        ids.forEach(this::remove);
    }

    /** @return the moment for {@link #found}, to be taken before the read begins */
    public synchronized long readBegins() {
        return ++moment;
    }

    /**
     * A read of the undelivered invalidations has ended. All of them become marks; a mark that was put before the read
     * began and that the read did not find is lifted.
     *
     * @param began what {@link #readBegins} returned
     * @param undelivered what was found
     * @param all whether these are all there are; otherwise every list is distrusted
     */
    public synchronized void found(long began, Collection<StaleLists> undelivered, boolean all) {
        if (!all) {
            distrustEverything();
            return;
        }
        Set<UUID> ids = undelivered.stream().map(StaleLists::id).collect(Collectors.toSet());
        byId.values().stream()
                .filter(mark ->
                        mark.since() < began && !ids.contains(mark.lists().id()))
                .map(mark -> mark.lists().id())
                .toList()
                .forEach(this::remove);
        undelivered.forEach(lists -> add(lists, began));
        if (everythingSince != null && everythingSince < began) {
            everythingSince = null;
        }
    }

    private void distrustEverything() {
        everythingSince = ++moment;
        byId.clear();
        byUser.clear();
    }

    private void add(StaleLists lists, long since) {
        Mark mark = new Mark(lists, since);
        if (byId.putIfAbsent(lists.id(), mark) == null) {
            byUser.computeIfAbsent(lists.userId(), user -> new HashSet<>()).add(mark);
        }
    }

    private void remove(UUID id) {
        Mark mark = byId.remove(id);
        if (mark == null) {
            return;
        }
        Set<Mark> ofUser = Objects.requireNonNull(byUser.get(mark.lists().userId()));
        ofUser.remove(mark);
        if (ofUser.isEmpty()) {
            byUser.remove(mark.lists().userId());
        }
    }
}
