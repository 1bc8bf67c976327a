package clarify.context;

import static clarify.text.Texts.clean;
import static clarify.text.Texts.shorten;

import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.PatternType;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns rows into the blocks of the context, word for word as the contract has them. */
final class SectionFormatter {

    private static final int NAME = 200;
    private static final int DREAM_TITLE = 200;
    private static final int DESCRIPTION = 100;
    private static final int PATTERN = 500;
    private static final int SESSION_TITLE = 100;

    private SectionFormatter() {}

    static Section user(UserRow user) {
        String name = clean(Objects.requireNonNullElse(user.name(), ""));
        String experience = "Experience: " + counted(user.totalReflections(), "reflection") + ", "
                + counted(user.totalClarifySessions(), "Clarify session");
        String item = name.isEmpty() ? experience : "Name: " + shorten(name, NAME) + "\n" + experience;
        return new Section(Kind.USER, "User Context", List.of(item));
    }

    static Section dreams(List<DreamRow> dreams) {
        return new Section(
                Kind.DREAMS,
                "Active Dreams",
                dreams.stream().map(SectionFormatter::dream).toList());
    }

    static Section patterns(List<PatternRow> patterns) {
        return new Section(
                Kind.PATTERNS,
                "Patterns Observed",
                patterns.stream().map(SectionFormatter::pattern).toList());
    }

    static Section sessions(List<SessionRow> sessions) {
        return new Section(
                Kind.SESSIONS,
                "Recent Conversations",
                sessions.stream().map(SectionFormatter::session).toList());
    }

    static Section reflections(List<ReflectionRow> newestFirst) {
        List<String> tones = newestFirst.stream()
                .map(row -> row.tone().toString())
                .distinct()
                .toList();
        String tone = (tones.size() == 1 ? "tone: " : "tones: ") + String.join(", ", tones);
        String which = newestFirst.size() == 1 ? "Last reflection" : "Last " + newestFirst.size() + " reflections";
        return new Section(Kind.REFLECTIONS, "Recent Reflections", List.of(which + ", " + tone));
    }

    private static String dream(DreamRow dream) {
        String category =
                dream.category() == null ? "general" : dream.category().toString();
        return "- \"" + shorten(dream.title(), DREAM_TITLE) + "\" (" + category + "): "
                + description(dream.description());
    }

    private static String description(@Nullable String description) {
        String shortened = shorten(Objects.requireNonNullElse(description, ""), DESCRIPTION);
        return shortened.isEmpty() ? "No description" : shortened;
    }

    private static String pattern(PatternRow pattern) {
        return "- " + label(pattern.patternType()) + ": " + shorten(pattern.content(), PATTERN);
    }

    private static String label(PatternType type) {
        return switch (type) {
            case RECURRING_THEME -> "Recurring Theme";
            case TENSION -> "Inner Tension";
            case POTENTIAL_DREAM -> "Potential Dream";
            case IDENTITY_SIGNAL -> "Identity Signal";
        };
    }

    private static String session(SessionRow session) {
        return "- \"" + shorten(session.title(), SESSION_TITLE) + "\" (" + counted(session.messageCount(), "message")
                + ")";
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
