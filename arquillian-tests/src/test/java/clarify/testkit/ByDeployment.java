package clarify.testkit;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.extension.ExtendWith;

/** Saves redeployments and restarts, nothing else: the tests pass in any order. */
final class ByDeployment implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparing(ByDeployment::deployment));
    }

    /** The annotation that says what the class runs on, such as {@link OnServer}, with its value. */
    private static String deployment(ClassDescriptor test) {
        return Arrays.stream(test.getTestClass().getAnnotations())
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(ExtendWith.class))
                .map(Annotation::toString)
                .sorted()
                .collect(Collectors.joining());
    }
}
