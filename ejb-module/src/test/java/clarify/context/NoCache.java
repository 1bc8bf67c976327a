package clarify.context;

import clarify.cache.CachedLists;
import clarify.cache.ListCache;
import clarify.cache.StaleLists;
import clarify.cache.StoredList;
import clarify.kind.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A cache that does nothing, for tests to extend by what they need. */
class NoCache implements ListCache {

    @Override
    public CachedLists read(UUID userId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void store(CachedLists seen, Map<Kind, ? extends List<?>> lists, Runnable done) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean invalidate(Collection<StaleLists> stale) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<StaleLists> undelivered(Collection<StaleLists> stale) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(UUID userId, Set<Kind> kinds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean purge(Set<Kind> kinds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<List<StoredList>> stored(UUID userId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConfigured() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isEnabled() {
        throw new UnsupportedOperationException();
    }
}
