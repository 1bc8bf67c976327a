package clarify.cluster;

import clarify.testkit.PayaraDatasource;
import clarify.testkit.Ports;
import clarify.testkit.ShippedExamples;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The WAR on Payara Micro. */
final class MicroNode extends Node {
    private final String name;
    private final Path jar;
    private final String war;
    private final boolean ownDatabase;

    MicroNode(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        this(name, proxy, database, socketTimeout, tokens, settings, "payara-micro.jar", false);
    }

    /**
     * @param jar the property that names the file of Payara Micro
     * @param ownDatabase whether its default datasource is the H2 that it brings
     */
    MicroNode(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings,
            String jar,
            boolean ownDatabase) {
        this(
                name,
                TestEnvironment.property("clarify.war"),
                proxy,
                database,
                socketTimeout,
                tokens,
                settings,
                jar,
                ownDatabase);
    }

    /** With the WAR of another version. */
    MicroNode(
            String name,
            String war,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        this(name, war, proxy, database, socketTimeout, tokens, settings, "payara-micro.jar", false);
    }

    private MicroNode(
            String name,
            String war,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings,
            String jar,
            boolean ownDatabase) {
        super(Ports.free(), proxy, database, socketTimeout, tokens, settings);
        this.name = name;
        this.war = war;
        this.jar = TestEnvironment.file(jar).toPath();
        this.ownDatabase = ownDatabase;
    }

    @Override
    String name() {
        return name;
    }

    /** Two minutes ahead of the other node, Redis and PostgreSQL; the monotonic clock is left alone. */
    @Override
    void shiftClock(Map<String, String> environment) {
        String library = System.getProperty("faketime", "");
        if (!library.isEmpty()) {
            environment.put("LD_PRELOAD", library);
            environment.put("FAKETIME", "+120s");
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0"); // otherwise each wait with a limit uses all of a CPU
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx512m",
                "-jar",
                jar.toString(),
                "--nocluster",
                "--port",
                String.valueOf(port),
                "--addlibs",
                TestEnvironment.property("postgresql.driver"),
                "--prebootcommandfile",
                ShippedExamples.file("payara-micro.asadmin").toString(),
                "--deploy",
                war));
        if (!ownDatabase) {
            command.addAll(List.of(
                    "--postbootcommandfile",
                    PayaraDatasource.commands(database.port(), socketTimeout).toString()));
        }
        return command;
    }
}
