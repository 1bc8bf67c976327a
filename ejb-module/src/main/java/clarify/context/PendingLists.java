package clarify.context;

import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import java.util.List;

/** A person's five lists on their way to one build. */
record PendingLists(
        PendingList<UserRow> user,
        PendingList<DreamRow> dreams,
        PendingList<PatternRow> patterns,
        PendingList<SessionRow> sessions,
        PendingList<ReflectionRow> reflections) {

    private List<PendingList<?>> all() {
        return List.of(user, dreams, patterns, sessions, reflections);
    }

    /** Whether somebody must wait for any of them. */
    boolean areUnderWay() {
        for (PendingList<?> list : all()) {
            if (list.isUnderWay()) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the lists, at most until {@code deadline} of {@link System#nanoTime}. */
    LoadedLists await(long deadline) {
        all().forEach(list -> list.awaitBegin(deadline));
        return new LoadedLists(
                user.await(deadline),
                dreams.await(deadline),
                patterns.await(deadline),
                sessions.await(deadline),
                reflections.await(deadline));
    }
}
