package clarify.invalidation;

import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A change whose invalidation is not known to be delivered.
 *
 * @param since when the change was made, by the clock of the node that made it
 */
record PendingInvalidation(JournalChanged changed, Instant since) {

    /** Stands for the kinds of a user who was deleted. A version that does not know it takes it for every list, which is right. */
    private static final String GONE = "gone";

    /** As {@link #of} reads it. */
    static String kinds(JournalChanged changed) {
        return changed.isGone()
                ? GONE
                : changed.kinds().stream().map(Kind::label).sorted().collect(Collectors.joining(","));
    }

    /**
     * As it stands in the outbox. What cannot be read, as another version wrote it, concerns every list.
     *
     * @param kinds labels with commas between them
     */
    static PendingInvalidation of(UUID id, UUID userId, String kinds, Instant since) {
        if (kinds.equals(GONE)) {
            return new PendingInvalidation(new JournalChanged(id, userId, Set.of(Kind.values()), true), since);
        }
        Set<String> labels = Set.copyOf(List.of(kinds.split(",", -1)));
        Set<Kind> known = Arrays.stream(Kind.values())
                .filter(kind -> labels.contains(kind.label()))
                .collect(Collectors.toSet());
        Set<Kind> concerned = known.size() == labels.size() ? known : Set.of(Kind.values());
        return new PendingInvalidation(new JournalChanged(id, userId, concerned, false), since);
    }
}
