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

    public String text(UUID sessionId) {
        BudgetedText text = new BudgetedText(new LengthTokenEstimator(), BUDGET);
        text.append(SectionFormatter.user(user));
        if (!dreams.isEmpty()) {
            text.append(SectionFormatter.dreams(dreams));
        }
        if (!patterns.isEmpty()) {
            text.append(SectionFormatter.patterns(patterns));
        }
        List<SessionRow> others = sessions.stream()
                .filter(row -> !row.id().equals(sessionId))
                .limit(SESSIONS)
                .toList();
        if (!others.isEmpty()) {
            text.append(SectionFormatter.sessions(others));
        }
        if (!reflections.isEmpty()) {
            text.append(SectionFormatter.reflections(reflections));
        }
        return text.text();
    }
}
