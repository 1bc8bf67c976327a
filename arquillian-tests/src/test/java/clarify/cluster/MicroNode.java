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
    private Path jar = TestEnvironment.file("payara-micro.jar").toPath();
    private String war = TestEnvironment.property("clarify.war");
    private boolean ownDatabase;

    MicroNode(
            String name,
            TcpProxy proxy,
            TcpProxy database,
            int socketTimeout,
            Tokens tokens,
            Map<String, String> settings) {
        super(Ports.free(), proxy, database, socketTimeout, tokens, settings);
        this.name = name;
    }

    /** Another Payara Micro, by the property that names its file. To be called before the start, as the other two. */
    void useServer(String property) {
        jar = TestEnvironment.file(property).toPath();
    }

    /** That of another version. */
    void useWar(Path other) {
        war = other.toString();
    }

    /** Its default datasource is the H2 that it brings. */
    void useOwnDatabase() {
        ownDatabase = true;
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
