package clarify.redis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Of several masters: unknown if one of them does not tell, and known if one has told. */
    static HistoryState ofAll(List<HistoryState> masters) {
        return Stream.of(UNKNOWN, KNOWN, IGNORED)
                .filter(masters::contains)
                .findFirst()
                .orElse(UNASKED);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
