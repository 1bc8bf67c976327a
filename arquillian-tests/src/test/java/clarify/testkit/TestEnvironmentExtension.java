package clarify.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens the environment once for all test classes, and deploys what a class names before its first test. */
final class TestEnvironmentExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> deployment =
                context.getRequiredTestClass().getAnnotation(OnServer.class).value();
        if (deployment != OnServer.None.class) {
            environment(context).deploy(deployment);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        environment(context).restore();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestEnvironment.class;
    }

    @Override
    public TestEnvironment resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return environment(context);
    }

    private static TestEnvironment environment(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TestEnvironmentExtension.class))
                .getOrComputeIfAbsent(TestEnvironment.class, type -> TestEnvironment.open(), TestEnvironment.class);
    }
}
