package clarify.context;

import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import java.util.List;
import java.util.UUID;

/** A person's five lists, and the text of the product for them: every contender makes it in the same way. */
public record RowsOfPerson(
        List<UserRow> user,
        List<DreamRow> dreams,
        List<PatternRow> patterns,
        List<SessionRow> sessions,
        List<ReflectionRow> reflections) {

    private static final int BUDGET = 8000;
    private static final int SESSIONS = 3;

    /** The other lists are as long as they may be. */
    private static final int MANY = Integer.MAX_VALUE;

    public String text(UUID sessionId) {
        BudgetedText text = new BudgetedText(new LengthTokenEstimator(), BUDGET);
        for (Selection each : List.of(
                Selection.of(user, MANY, SectionFormatter::user),
                Selection.of(dreams, MANY, SectionFormatter::dreams),
                Selection.of(patterns, MANY, SectionFormatter::patterns),
                Selection.of(sessions, row -> !row.id().equals(sessionId), SESSIONS, SectionFormatter::sessions),
                Selection.of(reflections, MANY, SectionFormatter::reflections))) {
            each.section().ifPresent(text::append);
        }
        return text.text();
    }
}
