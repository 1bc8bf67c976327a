package clarify.cluster;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts nodes with the settings that a class names, unless they are running. Stops nodes with other settings. */
final class TwoNodesExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TwoNodes.class;
    }

    @Override
    public TwoNodes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OnTwoNodes expected = context.getRequiredTestClass().getAnnotation(OnTwoNodes.class);
        return context.getRoot()
                .getStore(Namespace.create(TwoNodesExtension.class))
                .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class)
                .with(expected.value());
    }

    private static final class Running implements AutoCloseable {
        private @Nullable TwoNodes nodes;
        private OnTwoNodes.@Nullable Settings settings;

        TwoNodes with(OnTwoNodes.Settings expected) {
            TwoNodes running = nodes;
            if (running != null && expected == settings) {
                return running;
            }
            close();
            TwoNodes started = new TwoNodes(expected);
            nodes = started;
            settings = expected;
            return started;
        }

        @Override
        public void close() {
            if (nodes != null) {
                nodes.close();
                nodes = null;
            }
        }
    }
}
