package clarify.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one body. What could not be read is not reported as missing, too. */
final class Violations {

    private final List<Problem.Violation> errors = new ArrayList<>();
    private final Set<@Nullable String> unreadable = new HashSet<>();

    /** The findings about the body that is being read. */
    static Violations of(DeserializationContext reading) {
        return (Violations) Objects.requireNonNull(reading.getAttribute(Violations.class), "no findings");
    }

    void addUnreadable(JsonParser at, String rule) {
        Problem.Violation error =
                Problem.Violation.at(at.getParsingContext().pathAsPointer().toString(), rule);
        errors.add(error);
        unreadable.add(error.pointer());
    }

    void add(Problem.Violation error) {
        if (!unreadable.contains(error.pointer())) {
            errors.add(error);
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<Problem.Violation> list() {
        return errors;
    }
}
