package clarify.cluster;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the nodes that a class wants, unless they run, and stops those with other settings. */
final class TwoNodesExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TwoNodes.class;
    }

    @Override
    public TwoNodes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OnTwoNodes wanted = context.getRequiredTestClass().getAnnotation(OnTwoNodes.class);
        return context.getRoot()
                .getStore(Namespace.create(TwoNodesExtension.class))
                .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class)
                .with(wanted.value());
    }

    private static final class Running implements AutoCloseable {
        private @Nullable TwoNodes nodes;
        private OnTwoNodes.@Nullable Settings settings;

        TwoNodes with(OnTwoNodes.Settings wanted) {
            TwoNodes running = nodes;
            if (running != null && wanted == settings) {
                return running;
            }
            close();
            TwoNodes started = new TwoNodes(wanted.ofBothNodes());
            nodes = started;
            settings = wanted;
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
