package clarify.testkit;

import java.nio.file.Path;

/** A deployment failed, or the application does not answer. */
public final class DeploymentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentFailed(Class<?> deployment, Path log, Throwable cause) {
        super(deployment.getSimpleName() + " did not deploy, see " + log, cause);
    }
}
