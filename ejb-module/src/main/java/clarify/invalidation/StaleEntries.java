package clarify.invalidation;

import clarify.cache.BypassPolicy;
import clarify.cache.Freshness;
import clarify.cache.StaleLists;
import clarify.cache.Trust;
import clarify.kind.Kind;
import java.time.Duration;
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
 * What this node must not serve from Redis, because the invalidation may not have arrived there. An entry is
 * removed when its invalidation has been delivered, here or by another node: docs/consistency.md has the argument. A
 * node that has more entries than it can keep, and one whose {@link Lease} is over, bypasses every list. Thread-safe.
 */
final class StaleEntries implements BypassPolicy {

    /** Entries that are kept one by one. */
    static final int LIMIT = 10_000;

    private static final Set<Kind> EVERY_KIND = Set.of(Kind.values());

    private final Map<UUID, Entry> byId = new HashMap<>();
    private final Map<UUID, Set<Entry>> byUser = new HashMap<>();
    private final Lease lease;
    private long moment = 1;
    private @Nullable Long everythingSince;
    private volatile boolean deletesUnknown;

    /** Whether there is nothing to bypass, so that who only wants to know that does not wait for the others. */
    private volatile boolean none = true;

    StaleEntries(Lease lease) {
        this.lease = lease;
    }

    private record Entry(StaleLists lists, long since) {}

    /** A poll that has begun: what was added later, it may not have seen. */
    record Poll(long moment, long nanos) {}

    /** The lease first: entries looked at before it could miss what the poll that renewed it has found. */
    @Override
    public Trust trust(UUID userId) {
        return switch (lease.freshness()) {
            case FRESH -> new Trust(bypassed(userId), true);
            case BLIND -> new Trust(bypassed(userId), false);
            case OVERDUE -> new Trust(EVERY_KIND, others(bypassed(userId)), false);
        };
    }

    private static Set<Kind> others(Set<Kind> kinds) {
        Set<Kind> others = EnumSet.allOf(Kind.class);
        others.removeAll(kinds);
        return others;
    }

    @Override
    public boolean servesValues() {
        return lease.freshness() != Freshness.OVERDUE && !deletesUnknown;
    }

    /** @param unknown whether there may be undelivered deletes that this node does not remember */
    void deletesUnknown(boolean unknown) {
        deletesUnknown = unknown;
    }

    private Set<Kind> bypassed(UUID userId) {
        if (deletesUnknown) {
            return EVERY_KIND;
        }
        return none ? Set.of() : find(userId);
    }

    private synchronized Set<Kind> find(UUID userId) {
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

    @Override
    public Freshness freshness() {
        return lease.freshness();
    }

    @Override
    public Duration sinceLastPoll() {
        return lease.sinceLastPoll();
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
        none = isNone();
    }

    private boolean isNone() {
        return byId.isEmpty() && everythingSince == null;
    }

    /** To be called before the poll reads. */
    synchronized Poll pollBegins() {
        return new Poll(++moment, lease.now());
    }

    /**
     * The poll has failed, or does not end.
     *
     * @param unreachable whether because the database cannot be reached
     */
    void pollFailed(boolean unreachable) {
        lease.notRenewed(unreachable);
    }

    /**
     * A poll has read the undelivered invalidations. All of them become entries; an entry that was added before the poll
     * began and that the poll did not find is removed. Then the lease is renewed: whoever looks at it first finds the entries.
     *
     * @param poll what {@link #pollBegins} returned
     * @param undelivered what was found
     * @param all whether these are all there are; otherwise every list is bypassed
     */
    synchronized void pollEnded(Poll poll, Collection<StaleLists> undelivered, boolean all) {
        if (!all) {
            addEverything();
            lease.notRenewed(false);
            return;
        }
        Set<UUID> ids = undelivered.stream().map(StaleLists::id).collect(Collectors.toSet());
        byId.values().stream()
                .filter(entry -> entry.since() < poll.moment()
                        && !ids.contains(entry.lists().id()))
                .map(entry -> entry.lists().id())
                .toList()
                .forEach(this::remove);
        undelivered.forEach(lists -> add(lists, poll.moment()));
        if (everythingSince != null && everythingSince < poll.moment()) {
            everythingSince = null;
        }
        none = isNone();
        lease.renew(poll.nanos());
    }

    private void addEverything() {
        none = false;
        everythingSince = ++moment;
        byId.clear();
        byUser.clear();
    }

    private void add(StaleLists lists, long since) {
        none = false;
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
