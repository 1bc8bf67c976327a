package clarify.context;

import static clarify.text.Texts.shorten;

import clarify.journal.DreamRow;
import clarify.journal.PatternRow;
import clarify.journal.PatternType;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.Tone;
import clarify.journal.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Turns rows into the blocks of the context, word for word as the contract has them. */
final class SectionFormatter {

    private static final int NAME = 200;
    private static final int DREAM_TITLE = 200;
    private static final int DESCRIPTION = 100;
    private static final int PATTERN = 500;
    private static final int SESSION_TITLE = 100;

    private SectionFormatter() {}

    static Section<UserRow> user(List<UserRow> user) {
        return new Section<>("User Context", user, SectionFormatter::user);
    }

    static Section<DreamRow> dreams(List<DreamRow> dreams) {
        return new Section<>("Active Dreams", dreams, SectionFormatter::dream);
    }

    static Section<PatternRow> patterns(List<PatternRow> patterns) {
        return new Section<>("Patterns Observed", patterns, SectionFormatter::pattern);
    }

    static Section<SessionRow> sessions(List<SessionRow> sessions) {
        return new Section<>("Recent Conversations", sessions, SectionFormatter::session);
    }

    /** All of them are one item. */
    static Section<List<ReflectionRow>> reflections(List<ReflectionRow> newestFirst) {
        return new Section<>("Recent Reflections", List.of(newestFirst), SectionFormatter::reflections);
    }

    private static void user(StringBuilder text, UserRow user) {
        String name = shorten(Objects.requireNonNullElse(user.name(), ""), NAME);
        if (!name.isEmpty()) {
            text.append("Name: ").append(name).append('\n');
        }
        appendCounted(text.append("Experience: "), user.totalReflections(), "reflection");
        appendCounted(text.append(", "), user.totalClarifySessions(), "Clarify session");
    }

    private static void dream(StringBuilder text, DreamRow dream) {
        text.append("- \"").append(shorten(dream.title(), DREAM_TITLE)).append("\" (");
        text.append(dream.category() == null ? "general" : dream.category().toString());
        String description = shorten(Objects.requireNonNullElse(dream.description(), ""), DESCRIPTION);
        text.append("): ").append(description.isEmpty() ? "No description" : description);
    }

    private static void pattern(StringBuilder text, PatternRow pattern) {
        text.append("- ").append(label(pattern.patternType())).append(": ");
        text.append(shorten(pattern.content(), PATTERN));
    }

    private static void session(StringBuilder text, SessionRow session) {
        text.append("- \"").append(shorten(session.title(), SESSION_TITLE)).append("\" (");
        appendCounted(text, session.messageCount(), "message");
        text.append(')');
    }

    private static void reflections(StringBuilder text, List<ReflectionRow> newestFirst) {
        if (newestFirst.size() == 1) {
            text.append("Last reflection");
        } else {
            text.append("Last ").append(newestFirst.size()).append(" reflections");
        }
        List<Tone> tones = new ArrayList<>();
        for (ReflectionRow row : newestFirst) {
            if (!tones.contains(row.tone())) {
                tones.add(row.tone());
            }
        }
        text.append(tones.size() == 1 ? ", tone: " : ", tones: ");
        String between = "";
        for (Tone tone : tones) {
            text.append(between).append(tone);
            between = ", ";
        }
    }

    private static String label(PatternType type) {
        return switch (type) {
            case RECURRING_THEME -> "Recurring Theme";
            case TENSION -> "Inner Tension";
            case POTENTIAL_DREAM -> "Potential Dream";
            case IDENTITY_SIGNAL -> "Identity Signal";
        };
    }

    private static void appendCounted(StringBuilder text, int number, String noun) {
        text.append(number).append(' ').append(noun);
        if (number != 1) {
            text.append('s');
        }
    }
}
