package clarify.cache;

import clarify.kind.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Bypasses the lists that the test names, of everybody; none at first. */
public class FixedBypass implements BypassPolicy {

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    void add(Kind kind) {
        kinds.add(kind);
    }

    @Override
    public Trust trust(UUID userId) {
        return new Trust(kinds, true);
    }

    @Override
    public boolean servesValues() {
        return true;
    }

    @Override
    public int undelivered() {
        return kinds.size();
    }

    @Override
    public Freshness freshness() {
        return Freshness.FRESH;
    }

    @Override
    public Duration sinceLastPoll() {
        return Duration.ZERO;
    }
}
