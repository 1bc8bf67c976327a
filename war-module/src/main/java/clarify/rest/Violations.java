package clarify.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The violations of one body. A value that could not be read is not reported as missing as well. */
final class Violations {

    private final List<Problem.Violation> violations = new ArrayList<>();
    private final Set<@Nullable String> unreadable = new HashSet<>();

    /** The violations of the body that is being read. */
    static Violations of(DeserializationContext context) {
        return (Violations) Objects.requireNonNull(context.getAttribute(Violations.class), "no violations");
    }

    void addUnreadable(JsonParser at, String rule) {
        Problem.Violation violation =
                Problem.Violation.at(at.getParsingContext().pathAsPointer().toString(), rule);
        violations.add(violation);
        unreadable.add(violation.pointer());
    }

    void add(Problem.Violation violation) {
        if (!unreadable.contains(violation.pointer())) {
            violations.add(violation);
        }
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    List<Problem.Violation> list() {
        return violations;
    }
}
