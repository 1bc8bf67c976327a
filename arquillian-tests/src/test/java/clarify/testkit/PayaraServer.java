package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;

/** The EAR on Payara Server, in a new domain with its own ports. Arquillian connects to it. */
final class PayaraServer implements Server {
    private final PayaraDomain domain = PayaraDomain.create("domains-" + UUID.randomUUID());
    private final Thread stopAtExit = new Thread(domain::stop);
    private boolean ownDatabase;

    @Override
    public void start(int postgresPort) {
        System.setProperty("test.payara-server.admin", String.valueOf(domain.adminPort()));
        Runtime.getRuntime().addShutdownHook(stopAtExit);
        domain.start();
        domain.run(PayaraDatasource.commands(postgresPort));
    }

    /** Payara Server keeps the health checks of applications that failed to start, and answers 500 from then on. */
    @Override
    public void renew() {
        domain.stop();
        domain.start();
    }

    @Override
    public void useOwnDatabase() {
        ownDatabase = true;
        setDefaultPool("H2Pool");
    }

    @Override
    public void undeployed() {
        if (ownDatabase) {
            setDefaultPool(PayaraDatasource.POOL);
            ownDatabase = false;
        }
    }

    /** Without a restart, one datasource of an application would be of this pool and another of the previous one. */
    private void setDefaultPool(String name) {
        domain.administer("set", "resources.jdbc-resource.jdbc/__default.pool-name=" + name);
        renew();
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + domain.port());
    }

    @Override
    public Path log() {
        return domain.log();
    }

    @Override
    public long pid() {
        try {
            return Long.parseLong(Files.readString(domain.file("config/pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path startJsonLog() {
        setLogFormatter("fish.payara.enterprise.server.logging.JSONLogFormatter");
        awaitLastLine(line -> line.startsWith("{"));
        return log();
    }

    @Override
    public void stopJsonLog() {
        setLogFormatter("com.sun.enterprise.server.logging.ODLLogFormatter");
        awaitLastLine(line -> !line.startsWith("{"));
    }

    private void setLogFormatter(String formatter) {
        domain.administer(
                "set-log-attributes", "com.sun.enterprise.server.logging.GFFileHandler.formatter=" + formatter);
    }

    /** The server notices the new formatter by itself, begins another file, and writes there that it did. */
    private void awaitLastLine(Predicate<String> formatted) {
        Awaitility.await("a record with the other formatter")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> lastLine().filter(formatted).isPresent());
    }

    private Optional<String> lastLine() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> !line.isBlank()).reduce((first, last) -> last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Archive<?> shipped() {
        return ShippedArchives.ear();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        domain.stop();
    }
}
