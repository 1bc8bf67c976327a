package clarify.testkit;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;

/** One server, one PostgreSQL and one Redis for all tests of this JVM. Not thread-safe. */
public final class TestEnvironment implements AutoCloseable {
    /** How long a test waits for an expected event: far longer than needed, also on a busy machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable TestEnvironment open;

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final Server server = Server.picked();
    private final Postgres postgres = new Postgres();
    private final TcpProxy databaseProxy = new TcpProxy(postgres.port());
    private final Redis redis = new Redis();
    private final TcpProxy proxy = new TcpProxy(redis.port());
    private final TraceCollector collector = new TraceCollector();
    private final Tokens tokens = new Tokens();
    private final Deployments deployments;
    private @Nullable TlsRedis tlsRedis;

    private TestEnvironment() {
        server.start(databaseProxy.port());
        deployments = new Deployments(server);
    }

    /** The environment of this JVM, opened at the first call. Arquillian calls deployments statically; they get ports here. */
    static synchronized TestEnvironment open() {
        if (open == null) {
            open = new TestEnvironment();
        }
        return open;
    }

    /** Where the application answers, such as {@code http://localhost:12345/clarify}. */
    public URI address() {
        return server.address().resolve("/clarify");
    }

    public Clarify clarify() {
        return new Clarify(address().resolve("/clarify/api"), tokens, postgres::awaitEmptyOutbox);
    }

    public Tokens tokens() {
        return tokens;
    }

    public Redis redis() {
        return redis;
    }

    /** Another one, for the deployment that uses it. */
    public TlsRedis tlsRedis() {
        if (tlsRedis == null) {
            tlsRedis = new TlsRedis();
        }
        return tlsRedis;
    }

    /** In front of {@link #redis()}, for the deployments that use its port. */
    public TcpProxy proxy() {
        return proxy;
    }

    /** Receives the traces of the deployment that exports them. */
    public TraceCollector collector() {
        return collector;
    }

    /** In front of {@link #postgres()}: what the server's datasource connects to. */
    public TcpProxy databaseProxy() {
        return databaseProxy;
    }

    public Postgres postgres() {
        return postgres;
    }

    /** Connections to {@link #postgres()}. */
    public DataSource database() {
        return postgres.dataSource();
    }

    /** The server's log file. */
    public Path log() {
        return server.log();
    }

    /** The file of the audit records, for the deployments that write one. */
    public Path auditRecords() {
        return Server.log("audit.log");
    }

    /** PostgreSQL's log file. */
    public Path postgresLog() {
        return postgres.log();
    }

    /** The server's log as JSON, from now on until it is closed. */
    public JsonLog jsonLog() {
        return new JsonLog(server);
    }

    /** Replaces the current deployment, unless it is the same. */
    public void deploy(Class<?> deployment) {
        deployments.use(deployment);
    }

    /** Removes what is deployed, and deploys the same again. */
    public void redeploy() {
        deployments.redeploy();
    }

    /** The running server. */
    public ServerProcess serverProcess() {
        return new ServerProcess(server.pid());
    }

    /** Tries each deployment with an invalid setting. Returns the log output of those that failed. */
    public Map<InvalidSettings, String> refusals() {
        return deployments.refusals();
    }

    /** To be called after failed deployments. */
    public void renewServer() {
        deployments.renewServer();
    }

    /** A caller without a token, for paths of the application outside the API, such as {@code /guest}. */
    public Caller atPath(String path) {
        return new Caller(address().resolve("/clarify" + path), "");
    }

    /** A caller without a token, for paths of the server, such as {@code /openapi}. */
    public Caller atServerPath(String path) {
        return new Caller(server.address().resolve(path), "");
    }

    /** A connection to the server that says nothing yet. */
    public RawConnection connect() {
        return new RawConnection(server.address());
    }

    /** A connection to the server that takes hardly a byte that the test does not read. */
    public RawConnection connectWithLittleRoom() {
        return new RawConnection(server.address(), 1024);
    }

    /** The libraries in the shipped artifact. */
    public List<ShippedLibrary> libraries() {
        return ShippedArchives.libraries(server.shipped());
    }

    /** The answer of a health check: {@code live}, {@code ready} or {@code started}. */
    public HealthAnswer health(String question) {
        Answer answer = new Caller(server.management().resolve("/health/"), "").get(question);
        return new HealthAnswer(answer.status(), answer.json(), answer.took());
    }

    /** The shipped artifact, with these settings and the keys of {@link #tokens()} in an additional jar. */
    Archive<?> shipped(Map<String, String> settings) {
        return with(server.shipped(), settings);
    }

    /** This archive, with these settings and the keys of {@link #tokens()} in an additional jar. */
    Archive<?> with(Archive<?> archive, Map<String, String> settings) {
        ShippedArchives.addLibrary(archive, SettingsJar.of(all(settings)));
        return archive;
    }

    /** The same, on the database that the server brings instead of {@link #postgres()}. */
    Archive<?> shippedOnOwnDatabase(Map<String, String> settings) {
        server.useOwnDatabase();
        return shipped(settings);
    }

    /** The same, with these classes in an additional jar of the WAR. */
    Archive<?> shippedWithGuest(Map<String, String> settings, Class<?>... guest) {
        Archive<?> archive = shipped(settings);
        ShippedArchives.addToWar(
                archive, ShrinkWrap.create(JavaArchive.class, "guest.jar").addClasses(guest));
        return archive;
    }

    private Map<String, String> all(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(tokens.settings());
        all.putAll(settings);
        return all;
    }

    void restore() {
        postgres.restore();
        proxy.pass();
        redis.restore();
        if (tlsRedis != null) {
            tlsRedis.restore();
        }
    }

    @Override
    public void close() {
        try (postgres;
                redis;
                proxy;
                databaseProxy;
                collector;
                server) {
            deployments.close();
            if (tlsRedis != null) {
                tlsRedis.close();
            }
        }
    }

    public static File file(String property) {
        return new File(property(property));
    }

    public static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set: run these tests with ./mvnw verify");
        }
        return value;
    }
}
