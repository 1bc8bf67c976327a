package clarify.documented;

import static java.util.Map.entry;
import static org.assertj.core.api.Assumptions.assumeThat;

import clarify.testkit.Ports;
import clarify.testkit.Postgres;
import clarify.testkit.Programs;
import clarify.testkit.Redis;
import clarify.testkit.TestEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Somebody with a page, a directory with the files that it asks for, an empty PostgreSQL, and a Redis with the least user. */
final class Operator implements AutoCloseable {
    private static final String USER = "clarify";
    private static final String PASSWORD = "change-me";

    /** What the lines of the pages need beside Java. Where one is missing, the test is skipped. */
    private static final List<String> PROGRAMS = List.of("bash", "curl", "openssl", "unzip");

    private static final Pattern WRITTEN = Pattern.compile("\\.(log|xml)$");

    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final Path directory;

    /** @param files system properties that name what the page tells to download or to build */
    Operator(String... files) {
        assumeThat(PROGRAMS).allMatch(Programs::isOnThePath);
        String rules = new Page("redis.md").lineAfter("ACL SETUSER " + USER + " ");
        redis.<String>ask(jedis -> jedis.aclSetUser(USER, rules.split(" ")));
        try {
            directory = Files.createTempDirectory(
                    TestEnvironment.file("clarify.servers").toPath().toRealPath(), "documented-");
            for (String property : files) {
                File file = TestEnvironment.file(property);
                Files.createSymbolicLink(directory.resolve(nameOfDownload(file)), file.toPath());
            }
            try (Stream<Path> examples = Files.list(Page.DOCS.resolve("examples"))) {
                for (Path example : examples.filter(Files::isRegularFile).toList()) {
                    Files.copy(example, directory.resolve(example.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Central has WildFly under another name. */
    private static String nameOfDownload(File file) {
        return file.getName().replace("wildfly-dist-", "wildfly-");
    }

    /** Writes the values of this machine into {@code clarify.env}. */
    void fillIn() {
        fillIn("");
    }

    /** The same, without the lines whose names begin with that. */
    void fillInWithout(String names) {
        fillIn(names);
    }

    private void fillIn(String left) {
        int base = Ports.freeHundred();
        Map<String, Object> values = Map.ofEntries(
                entry("PGPORT", postgres.port()),
                entry("PGDATABASE", "postgres"),
                entry("PGUSER", "postgres"),
                entry("CLARIFY_REDIS_URI", "redis://" + USER + ":" + PASSWORD + "@localhost:" + redis.port()),
                entry("MP_JWT_VERIFY_PUBLICKEY_LOCATION", directory.resolve("issuer.pem")),
                entry("CLARIFY_AUDIT_FILE", directory.resolve("audit.log")),
                entry("CLARIFY_NODE_DRAIN_FILE", directory.resolve("drain")),
                entry("PORT_BASE", base),
                entry("HTTP_PORT", base + 80),
                entry("HTTPS_PORT", Ports.free()),
                entry("MANAGEMENT_PORT", Ports.free()));
        Path file = directory.resolve("clarify.env");
        try {
            Files.write(
                    file,
                    Files.readAllLines(file).stream()
                            .filter(line -> left.isEmpty() || !line.startsWith(left))
                            .map(line -> filledIn(line, values))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filledIn(String line, Map<String, Object> values) {
        String name = line.substring(0, Math.max(0, line.indexOf('=')));
        return values.containsKey(name) ? name + "=" + values.get(name) : line;
    }

    /**
     * Runs the lines with bash, as they stand, until one fails. What they have left in the background ends with them.
     *
     * @return what they print
     * @throws IllegalStateException if one fails, or if they take longer than 20 minutes
     */
    String run(String lines) {
        Path output = directory.resolve("output.txt");
        try {
            Files.writeString(directory.resolve("lines.sh"), lines);
            Process bash = bash(output);
            if (!bash.waitFor(20, TimeUnit.MINUTES) || bash.exitValue() != 0) {
                throw new IllegalStateException("The last line in " + output + " failed:\n" + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process bash(Path output) throws IOException {
        var builder = new ProcessBuilder(
                        "bash", "-c", "trap 'kill $(jobs -p) 2>&- || true' EXIT; set -exuo pipefail; . ./lines.sh")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Path java = Path.of(System.getProperty("java.home"));
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", java.toString());
        environment.put("AS_JAVA", java.toString());
        environment.put("PATH", java.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        return builder.start();
    }

    /** What the lines have written into this file. */
    String file(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs and configuration that have the password of PostgreSQL or of Redis in clear. */
    List<Path> writtenFilesWithPasswords() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> WRITTEN.matcher(file.toString()).find())
                    .filter(file -> text(file).contains(PASSWORD))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rows(String table) {
        return postgres.count("select count(*) from " + table);
    }

    int tables() {
        return postgres.count("select count(*) from pg_tables where schemaname = 'public'");
    }

    long keysInRedis() {
        return redis.<Long>ask(jedis -> jedis.dbSize());
    }

    /** Also ends the processes of this directory that are left. */
    @Override
    public void close() {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory + File.separator))
                .forEach(ProcessHandle::destroyForcibly);
        redis.close();
        postgres.close();
    }
}
