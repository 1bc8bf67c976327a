package clarify.testkit;

import java.nio.file.Path;

/** The server refused a deployment, or never answered for it. */
public final class DeploymentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentFailed(Class<?> deployment, Path log, Throwable cause) {
        super(deployment.getSimpleName() + " did not deploy, see " + log, cause);
    }
}
