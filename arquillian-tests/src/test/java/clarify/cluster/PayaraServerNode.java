package clarify.cluster;

import clarify.testkit.Directories;
import clarify.testkit.PayaraDatasource;
import clarify.testkit.PayaraDomain;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The EAR on Payara Server, in a domain of its own. */
final class PayaraServerNode extends Node {
    private final String name;
    private final PayaraDomain domain;
    private boolean deployed;

    private PayaraServerNode(
            String name,
            PayaraDomain domain,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        super(domain.port(), proxy, database, socketTimeout, tokens, settings);
        this.name = name;
        this.domain = domain;
    }

    static PayaraServerNode create(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        return new PayaraServerNode(
                name, newDomain("cluster-" + name), proxy, database, socketTimeout, tokens, settings);
    }

    private static PayaraDomain newDomain(String directory) {
        Directories.delete(TestEnvironment.file("clarify.servers").toPath().resolve(directory));
        return PayaraDomain.create(directory);
    }

    @Override
    String name() {
        return name;
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "AS_JAVA=" + javaHome(), java()));
        command.addAll(domain.javaOptions());
        return command;
    }

    @Override
    void started() {
        if (!deployed) {
            domain.awaitStart();
            domain.run(commands());
            deployed = true;
        }
    }

    /** The datasource before the application, which migrates the database. */
    private Path commands() {
        try {
            Path commands = PayaraDatasource.commands(database.port(), socketTimeout);
            return Files.writeString(
                    commands, "deploy " + TestEnvironment.property("clarify.ear") + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
