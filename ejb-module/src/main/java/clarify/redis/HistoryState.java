package clarify.redis;

import java.util.Locale;
import java.util.Optional;

/** What a node knows of the {@link History} of its Redis. */
public enum HistoryState {
    /** Nobody has asked yet. */
    UNASKED,
    /** Redis has told it. */
    KNOWN,
    /** Redis is a replica, or does not tell: no list that it has counts. */
    UNKNOWN,
    /** A setting says that it does not matter. */
    IGNORED;

    /** @param told what Redis has answered */
    static HistoryState of(Optional<History> told) {
        return told.map(history -> history.equals(History.IGNORED) ? IGNORED : KNOWN)
                .orElse(UNKNOWN);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
