package clarify.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A PostgreSQL on a free port, the default database of the server. Tests can query, stop, start and freeze it. */
public final class Postgres implements AutoCloseable {
    private static final String LOG = "postgresql.log";

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final List<String> command;
    private boolean stopped;
    private boolean frozen;
    private final List<String> triggers = new ArrayList<>();

    public Postgres() {
        this(Optional.empty());
    }

    /** @param binaries a jar with the programs of another version; empty for those of the tests */
    public Postgres(Optional<Path> binaries) {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setPort(Ports.free())
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_directory", Server.logs().toString())
                    .setServerConfig("log_filename", LOG);
            shippedSettings().forEach((name, value) -> builder.setServerConfig(name.toString(), value.toString()));
            binaries.ifPresent(jar -> builder.setPgBinaryResolver((system, machine) -> programs(jar)));
            postgres = builder.start();
            data = Path.of(with("show data_directory", new Object[0], Postgres::firstText));
            command = command(Files.readString(data.resolve("postmaster.opts")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream programs(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            ZipEntry programs = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            return new ByteArrayInputStream(zip.getInputStream(programs).readAllBytes());
        }
    }

    private static Properties shippedSettings() throws IOException {
        var settings = new Properties();
        try (var lines = Files.newInputStream(ShippedExamples.file("postgresql-logging.conf"))) {
            settings.load(lines);
        }
        return settings;
    }

    /** Its log file, also of earlier runs. */
    Path log() {
        return Server.log(LOG);
    }

    public int port() {
        return postgres.getPort();
    }

    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    /** The number that the query finds. */
    public int count(String query, Object... parameters) {
        return Integer.parseInt(with(query, parameters, Postgres::firstText));
    }

    private static String firstText(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    public void execute(String sql, Object... parameters) {
        with(sql, parameters, PreparedStatement::execute);
    }

    /** Executes the statement, such as {@code lock table dreams}, and holds its locks until the result is released. */
    public DatabaseLock lock(String sql, Object... parameters) {
        return new DatabaseLock(this, dataSource(), sql, parameters);
    }

    /** Waits until the outbox is empty: a row in it may be delivered a second time. */
    public void awaitEmptyOutbox() {
        Awaitility.await("an empty outbox")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pendingInvalidations() == 0);
    }

    /** The number of rows in the outbox. */
    public int pendingInvalidations() {
        return count("select count(*) from invalidations");
    }

    /**
     * Creates a trigger until the end of the test, for example to reject a row.
     *
     * @param event such as {@code before insert on dreams}, not before a delete; a deferred one happens when the
     *     transaction commits
     * @param condition for which rows, such as {@code new.title = 'A garden'}
     * @param statement the body of the trigger, in PL/pgSQL
     */
    public void trigger(String event, String condition, String statement) {
        String name = "trigger_" + UUID.randomUUID().toString().replace('-', '_');
        function(name, statement + "; return new;");
        triggers.add(name);
        execute("create %s trigger %s %s for each row when (%s) execute function %s()"
                .formatted(event.contains("deferred") ? "constraint" : "", name, event, condition, name));
    }

    /** Ends the process: its connections are closed, new ones are refused. */
    public void stop() {
        long pid = pid();
        stopped = true;
        Signals.send("-INT", pid); // a fast shutdown, which does not wait for clients
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }

    /** SIGKILL for all of its processes: the next start recovers from what is on disk. */
    public void kill() {
        ProcessHandle main = ProcessHandle.of(pid()).orElseThrow();
        stopped = true;
        List<ProcessHandle> all =
                Stream.concat(Stream.of(main), main.children()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** SIGKILL for one process: it ends the others, recovers from what is on disk, and goes on with the same main process. */
    public void crash() {
        int writer = walWriter();
        Signals.send("-KILL", writer);
        Awaitility.await("the end of the recovery").ignoreExceptions().until(() -> walWriter() != writer);
    }

    private int walWriter() {
        return count("select pid from pg_stat_activity where backend_type = 'walwriter'");
    }

    /** SIGSTOP: connections are accepted and nothing is answered. */
    public void freeze() {
        frozen = true;
        signalAll("-STOP");
    }

    public void thaw() {
        if (frozen) {
            signalAll("-CONT");
            frozen = false;
        }
    }

    private void signalAll(String signal) {
        ProcessHandle main = ProcessHandle.of(pid()).orElseThrow();
        Signals.send(signal, main.pid());
        main.children().forEach(child -> Signals.send(signal, child.pid()));
    }

    private long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it on its port with the rows that it had, unless it runs. */
    public void start() {
        if (!stopped) {
            return;
        }
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Awaitility.await("PostgreSQL").ignoreExceptions().until(() -> count("select 1") == 1);
            stopped = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line from {@code postmaster.opts}. PostgreSQL refuses to run as root outside a user namespace. */
    private static List<String> command(String line) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        Matcher words = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (words.find()) {
            command.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return List.copyOf(command);
    }

    void restore() {
        start();
        thaw();
        triggers.forEach(name -> function(name, "return new;")); // needs no lock on the table, unlike dropping it
        triggers.clear();
    }

    private void function(String name, String body) {
        execute("create or replace function %s() returns trigger language plpgsql as $$ begin %s end $$"
                .formatted(name, body));
    }

    private <T> T with(String sql, Object[] parameters, Statement<T> use) {
        try (var connection = dataSource().getConnection();
                var limit = connection.createStatement();
                var statement = connection.prepareStatement(sql)) {
            limit.execute("set lock_timeout = '60s'");
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private interface Statement<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
