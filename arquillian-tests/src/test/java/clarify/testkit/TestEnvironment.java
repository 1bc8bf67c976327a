package clarify.testkit;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;

/** One server, one PostgreSQL, one Redis, as long as the tests of this JVM run; never used by two threads at once. */
public final class TestEnvironment implements AutoCloseable {
    /** How long a test waits for what must happen: far longer than it takes, also on a machine that is busy with others. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable TestEnvironment open;

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final Server server = Server.picked();
    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final RedisProxy proxy = new RedisProxy(redis.port());
    private final Collector collector = new Collector();
    private final Tokens tokens = new Tokens();
    private final Deployments deployments;

    private TestEnvironment() {
        server.start(postgres.port());
        deployments = new Deployments(server);
    }

    /** The stage of this JVM, set when first asked for; deployments, which Arquillian calls statically, ask it for ports. */
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

    /** Stands in front of {@link #redis()} for the deployments that name its port. */
    public RedisProxy proxy() {
        return proxy;
    }

    /** Takes the traces of the deployment that exports them. */
    public Collector collector() {
        return collector;
    }

    public Postgres postgres() {
        return postgres;
    }

    /** Connections to {@link #postgres()}. */
    public DataSource database() {
        return postgres.dataSource();
    }

    /** The server's log file, which a failed deployment leaves its reason in. */
    public Path log() {
        return server.log();
    }

    /** The server's log as JSON, from now on until it is closed. */
    public JsonLog jsonLog() {
        return new JsonLog(server);
    }

    /** Replaces what is deployed, unless it is this already. */
    public void deploy(Class<?> deployment) {
        deployments.use(deployment);
    }

    /** Tries each deployment with a wrong setting; what the server's log says of those that it refuses. */
    public Map<Wrong, String> refusals() {
        return deployments.refusals();
    }

    /** To be called by whoever has made deployments fail. */
    public void renewServer() {
        deployments.renewServer();
    }

    /** A caller without a token of what is deployed beside the API, such as {@code /guest}. */
    public Caller beside(String path) {
        return new Caller(address().resolve("/clarify" + path), "");
    }

    /** A caller without a token of what the server answers by itself, such as {@code /openapi}. */
    public Caller outside(String path) {
        return new Caller(server.address().resolve(path), "");
    }

    /** What the server says to whoever keeps watch over it: {@code live}, {@code ready} or {@code started}. */
    public HealthAnswer health(String question) {
        Answer answer = new Caller(server.management().resolve("/health/"), "").get(question);
        return new HealthAnswer(answer.status(), answer.json());
    }

    /** The artifact that ships, with these settings and the keys of {@link #tokens()} in a jar of their own. */
    Archive<?> shipped(Map<String, String> settings) {
        Archive<?> archive = server.shipped();
        Shipped.addLibrary(archive, SettingsJar.of(all(settings)));
        return archive;
    }

    /** The same, with these classes in a jar of the WAR. */
    Archive<?> shippedWithGuest(Map<String, String> settings, Class<?>... guest) {
        Archive<?> archive = shipped(settings);
        Shipped.addToWar(
                archive, ShrinkWrap.create(JavaArchive.class, "guest.jar").addClasses(guest));
        return archive;
    }

    private Map<String, String> all(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(tokens.settings());
        all.putAll(settings);
        return all;
    }

    void mend() {
        postgres.mend();
        proxy.pass();
        redis.mend();
    }

    @Override
    public void close() {
        try (postgres;
                redis;
                proxy;
                collector;
                server) {
            deployments.close();
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
