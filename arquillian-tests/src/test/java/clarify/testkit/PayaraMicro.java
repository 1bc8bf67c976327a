package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.Archive;

/** The WAR on Payara Micro: a process for each deployment. */
final class PayaraMicro implements Server {
    private final int port = Ports.free();
    private final Path log = Server.log("payara-micro.log");

    @Override
    public void start(int postgresPort) {
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(
                "stage.payara-micro.options",
                String.join(
                        " ",
                        "--port " + port,
                        "--addlibs " + TestEnvironment.file("postgresql.driver"),
                        "--postbootcommandfile " + PayaraDatasource.commands(postgresPort),
                        "--logtofile " + log));
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public Path log() {
        return log.resolveSibling(log.getFileName() + ".0"); // the newest of its generations
    }

    @Override
    public Archive<?> shipped() {
        return Shipped.war();
    }

    /** Arquillian only asks the process to end; the next one needs its port, and none may be left behind. */
    @Override
    public void undeployed() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("--postbootcommandfile"))
                .forEach(PayaraMicro::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .join();
    }
}
