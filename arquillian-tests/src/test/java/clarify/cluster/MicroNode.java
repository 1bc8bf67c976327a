package clarify.cluster;

import clarify.testkit.PayaraDatasource;
import clarify.testkit.RedisProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.util.List;
import java.util.Map;

/** The WAR on Payara Micro. */
final class MicroNode extends Node {
    private final int postgresPort;

    MicroNode(RedisProxy proxy, Tokens tokens, Map<String, String> settings, int postgresPort) {
        super(proxy, tokens, settings);
        this.postgresPort = postgresPort;
    }

    @Override
    String name() {
        return "payara-micro";
    }

    @Override
    List<String> command() {
        return List.of(
                java(),
                "-Xmx512m",
                "-jar",
                TestEnvironment.property("payara-micro.jar"),
                "--nocluster",
                "--port",
                String.valueOf(port),
                "--addlibs",
                TestEnvironment.property("postgresql.driver"),
                "--postbootcommandfile",
                PayaraDatasource.commands(postgresPort).toString(),
                "--deploy",
                TestEnvironment.property("clarify.war"));
    }
}
