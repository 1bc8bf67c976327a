package clarify.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Sets the stage once for all test classes, and the deployment that a class names before its first test. */
final class TestEnvironmentExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> deployment =
                context.getRequiredTestClass().getAnnotation(OnServer.class).value();
        if (deployment != OnServer.None.class) {
            stage(context).deploy(deployment);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stage(context).mend();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestEnvironment.class;
    }

    @Override
    public TestEnvironment resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }

    private static TestEnvironment stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TestEnvironmentExtension.class))
                .getOrComputeIfAbsent(TestEnvironment.class, type -> TestEnvironment.open(), TestEnvironment.class);
    }
}
