package clarify.testkit;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Saves redeployments, nothing else: the tests pass in any order. */
final class ByDeployment implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparing(ByDeployment::deployment));
    }

    private static String deployment(ClassDescriptor test) {
        return test.findAnnotation(OnServer.class)
                .map(onServer -> onServer.value().getName())
                .orElse("");
    }
}
