package clarify.cache;

import clarify.kind.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Bypasses the lists that the test names, of everybody. */
final class FixedBypass implements BypassPolicy {

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    void add(Kind kind) {
        kinds.add(kind);
    }

    @Override
    public Set<Kind> bypassed(UUID userId) {
        return Set.copyOf(kinds);
    }

    @Override
    public int undelivered() {
        return kinds.size();
    }
}
