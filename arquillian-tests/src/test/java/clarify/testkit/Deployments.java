package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jspecify.annotations.Nullable;

/** Deploys at most one artifact at a time, through Arquillian, which also starts and stops the server. */
final class Deployments implements AutoCloseable {
    private final Server server;
    private final TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();
    private @Nullable Class<?> current;

    Deployments(Server server) {
        this.server = server;
        try {
            arquillian.beforeSuite();
        } catch (Exception e) {
            throw new IllegalStateException("Arquillian could not start the server", e);
        }
    }

    void use(Class<?> deployment) {
        if (deployment.equals(current)) {
            return;
        }
        undeploy();
        current = deployment; // also when it fails half-way: there may be something to undeploy
        try {
            arquillian.beforeClass(deployment, LifecycleMethodExecutor.NO_OP);
            awaitAnswer();
        } catch (Exception e) {
            undeploy();
            throw new DeploymentFailed(deployment, server.log(), e);
        }
    }

    /** Removes what is deployed, and deploys the same again. */
    void redeploy() {
        Class<?> deployment = Objects.requireNonNull(current);
        undeploy();
        use(deployment);
    }

    /** The log output of a deployment that fails; empty if it succeeds. */
    Optional<String> refusal(Class<?> deployment) {
        String before = logText();
        try {
            use(deployment);
            return Optional.empty();
        } catch (DeploymentFailed e) {
            String after = logText();
            return Optional.of(after.startsWith(before) ? after.substring(before.length()) : after);
        }
    }

    private String logText() {
        try {
            return Files.exists(server.log()) ? Files.readString(server.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<InvalidSettings, String> refusals() {
        undeploy();
        return server.refusals(this);
    }

    /** A failed deployment ends neither Payara Micro nor Arquillian's deployment, but the application does not answer. */
    private void awaitAnswer() {
        var anonymous = new Clarify(server.address().resolve("/clarify/api"), new Tokens()).anonymous();
        var status = new AtomicInteger();
        Awaitility.await("the application's first answer")
                .ignoreExceptions()
                .failFast("nothing is deployed", () -> status.get() == 404)
                .until(
                        () -> {
                            status.set(anonymous.get("/context").status());
                            return status.get();
                        },
                        List.of(401, 403)::contains);
    }

    void renewServer() {
        undeploy();
        server.renew();
    }

    private void undeploy() {
        if (current == null) {
            return;
        }
        try {
            arquillian.afterClass(current, LifecycleMethodExecutor.NO_OP);
        } catch (Exception e) {
            System.getLogger("clarify.testkit").log(System.Logger.Level.WARNING, "undeploying " + current, e);
        } finally {
            current = null;
            server.undeployed();
        }
    }

    @Override
    public void close() {
        undeploy();
        try {
            arquillian.afterSuite();
        } catch (Exception e) {
            throw new IllegalStateException("Arquillian could not stop the server", e);
        } finally {
            arquillian.shutdown();
        }
    }
}
