package clarify.cluster;

import clarify.documented.Page;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.TcpProxy;
import clarify.testkit.Tokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A node of one combination, with a Redis and a database of its own. */
final class MatrixRun implements AutoCloseable {
    private static final String USER = "clarify";
    private static final String PASSWORD = "change-me";

    private static final Pattern VERSION = Pattern.compile("(Payara Micro|Payara Server|WildFly) \\d[\\w.]*");

    private final long begin;
    private final Redis redis;
    private final Optional<Postgres> postgres;
    private final Node node;
    private final Combination combination;
    private final Tokens tokens = new Tokens();

    /** @throws NotToBeHad if something that it needs is not to be had */
    MatrixRun(Combination combination) {
        this.combination = combination;
        Path java = Jdks.home(combination.java());
        Optional<Path> program = combination.redis().program();
        begin = System.nanoTime();
        redis = new Redis(program);
        postgres = combination.database().start();
        var proxy = new TcpProxy(redis.port());
        node = combination.server().node(combination.node(), proxy, postgres, tokens, settings(proxy));
        node.useJava(java);
    }

    /** The circuit closes soon after a fault, and a slow machine is no failed lookup. Redis has the least user of the page. */
    private Map<String, String> settings(TcpProxy proxy) {
        String rules = new Page("redis.md").lineAfter("ACL SETUSER " + USER + " ");
        redis.<String>ask(jedis -> jedis.aclSetUser(USER, rules.split(" ")));
        return Map.of(
                "clarify.redis.uri",
                "redis://" + USER + ":" + PASSWORD + "@localhost:" + proxy.port(),
                "clarify.cache.circuit.recovery",
                "PT1S",
                "clarify.lookup.timeout",
                "PT20S");
    }

    void check() {
        node.deleteLog();
        node.start();
        node.awaitAnswer();
        new MatrixChecks(node, redis, tokens).all();
    }

    MatrixRow row(String result) {
        StartedWith told = StartedWith.read(node.log());
        return new MatrixRow(
                serverVersion(),
                told.field("java"),
                redis.version(),
                told.field("database"),
                result,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
    }

    /** Payara Micro tells its version in its log alone. */
    private String serverVersion() {
        String version = VERSION.matcher(node.log())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("-");
        return combination.server() == MatrixServer.SERVER_JAR ? combination.server() + ": " + version : version;
    }

    @Override
    public void close() {
        node.close();
        redis.close();
        postgres.ifPresent(Postgres::close);
    }
}
