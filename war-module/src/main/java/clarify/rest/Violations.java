package clarify.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The violations of one body, of which the first 20 are kept. A value that could not be read is not reported as missing as
 * well.
 */
final class Violations {

    private static final int MOST = 20;

    private final List<Problem.Violation> violations = new ArrayList<>();
    private int count;
    private final Set<@Nullable String> unreadable = new HashSet<>();

    /** The violations of the body that is being read. */
    static Violations of(DeserializationContext context) {
        return (Violations) Objects.requireNonNull(context.getAttribute(Violations.class), "no violations");
    }

    void addUnreadable(JsonParser at, String rule) {
        Problem.Violation violation =
                Problem.Violation.at(at.getParsingContext().pathAsPointer().toString(), rule);
        keep(violation);
        unreadable.add(violation.pointer());
    }

    void add(Problem.Violation violation) {
        if (!unreadable.contains(violation.pointer())) {
            keep(violation);
        }
    }

    private void keep(Problem.Violation violation) {
        count++;
        if (violations.size() < MOST) {
            violations.add(violation);
        }
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    Problem problem() {
        return Problem.of(
                ProblemType.INVALID_BODY,
                count > MOST
                        ? "The body is invalid; errors has the first " + MOST + " of " + count + "."
                        : "The body is invalid; see errors.",
                violations);
    }
}
