package clarify.rest;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/** Checks bodies against the constraints of their records. */
final class Constraints {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ViolationMessages())
            .addValueExtractor(new PatchFieldExtractor())
            .buildValidatorFactory()
            .getValidator();

    private Constraints() {}

    /** One violation for each violated constraint, ordered by pointer. */
    static List<Problem.Violation> violations(Object body) {
        return VALIDATOR.validate(body).stream()
                .map(violation -> Problem.Violation.at(pointer(violation.getPropertyPath()), violation.getMessage()))
                .sorted(Comparator.comparing(Problem.Violation::toString))
                .toList();
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY && !RecordPatternsRequest.ITEMS.equals(node.getName())) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
