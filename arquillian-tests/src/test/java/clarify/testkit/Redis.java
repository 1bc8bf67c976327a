package clarify.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real redis-server on one port, which can be stopped, started, frozen and thawed. */
public final class Redis implements AutoCloseable {
    /** Longer than a node takes the role of a server for known, and than it remembers a lookup that has ended. */
    private static final Duration ROLE_KNOWN = Duration.ofSeconds(2);

    private final int port = Ports.free();
    private final Path directory = newDirectory();
    private final String password;
    private final List<String> settings;
    private final Optional<Path> program;
    private @Nullable RedisServer server;
    private long pid;
    private boolean frozen;
    private boolean misconfigured;

    public Redis() {
        this("", List.of());
    }

    /** @param program another one than that of the tests; empty for theirs */
    public Redis(Optional<Path> program) {
        this("", List.of(), program);
    }

    /**
     * @param password of its default user; empty if it needs none
     * @param settings more lines of its configuration
     */
    Redis(String password, List<String> settings) {
        this(password, settings, Optional.empty());
    }

    private Redis(String password, List<String> settings, Optional<Path> program) {
        this.password = password;
        this.settings = settings;
        this.program = program;
        start();
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    /** Starts it on its port, with what is on its disk if anything is, unless it runs. */
    public void start() {
        if (server != null) {
            return;
        }
        try {
            RedisServerBuilder builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("dir " + directory);
            settings.forEach(builder::setting);
            program.ifPresent(file -> builder.executableProvider(file::toFile));
            RedisServer fresh = builder.build();
            fresh.start();
            server = fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pid = Long.parseLong(ask(jedis -> RedisTraffic.info(jedis, "server").get("process_id")));
    }

    /** Ends the process: its connections are closed, new ones are refused. */
    public void stop() {
        if (server == null) {
            return;
        }
        thaw();
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = null;
    }

    /** SIGKILL. */
    public void kill() {
        Signals.send("-KILL", pid);
        frozen = false;
        stop();
    }

    /** Writes what it has to its disk. */
    public void keepCopy() {
        ask(Jedis::save);
    }

    /** Ends at once, and starts with what it has had when it wrote that to its disk. */
    public void startFromCopy() {
        kill();
        start();
        try {
            Files.delete(directory.resolve("dump.rdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: connections are accepted and stay open, but nothing is answered. */
    public void freeze() {
        Signals.send("-STOP", pid);
        frozen = true;
    }

    /** Delays all commands until this time is over. */
    public void pause(Duration time) {
        ask(jedis -> jedis.clientPause(time.toMillis(), ClientPauseMode.ALL));
    }

    public void thaw() {
        if (frozen) {
            Signals.send("-CONT", pid);
            frozen = false;
        }
    }

    /** Calls the function with a connection of the test. */
    public <T> T ask(Function<Jedis, T> question) {
        try (var jedis = new Jedis("127.0.0.1", port)) {
            if (!password.isEmpty()) {
                jedis.auth(password);
            }
            return question.apply(jedis);
        }
    }

    /** Whether one of its values, or of their keys, has that text in it. */
    public boolean keeps(String text) {
        return ask(jedis -> jedis.keys("*".getBytes(US_ASCII)).stream()
                .anyMatch(key -> contains(key, text) || contains(jedis.get(key), text)));
    }

    private static boolean contains(byte @Nullable [] bytes, String text) {
        return bytes != null && new String(bytes, UTF_8).contains(text);
    }

    /** Its name and version. A Valkey also tells the version of Redis that it can stand in for. */
    public String version() {
        Map<String, String> server = ask(jedis -> RedisTraffic.info(jedis, "server"));
        String valkey = server.get("valkey_version");
        return valkey == null ? "Redis " + server.get("redis_version") : "Valkey " + valkey;
    }

    /** The bytes that it has allocated. */
    public long usedMemory() {
        return Long.parseLong(ask(jedis -> RedisTraffic.info(jedis, "memory").get("used_memory")));
    }

    /** Counts the commands of the server from now on. */
    public RedisTraffic watch() {
        return new RedisTraffic(port);
    }

    /** Another one, which has what this one has now and misses what is changed. For {@link #takeDataOf}. */
    public Redis copy() {
        Redis copy = new Redis();
        copy.takeDataOf(this);
        copy.ask(jedis -> jedis.configSet("repl-diskless-sync", "yes"));
        copy.ask(jedis -> jedis.configSet("repl-diskless-sync-delay", String.valueOf(ROLE_KNOWN.toSeconds())));
        return copy;
    }

    /**
     * Has what that one has from then on instead of its own, on another history. As an operator might: connections stay open while it
     * is a replica, and nobody is refused there.
     */
    public void takeDataOf(Redis other) {
        ask(jedis -> jedis.configSet("replica-read-only", "no"));
        ask(jedis -> jedis.replicaof("127.0.0.1", other.port));
        Awaitility.await("replication")
                .until(() -> ask(jedis -> jedis.info("replication")).contains("master_link_status:up"));
        ask(Jedis::replicaofNoOne);
    }

    /** Answers everything with MASTERDOWN: a replica without its master that must not serve stale data. */
    public void loseMaster() {
        misconfigure("replica-serve-stale-data", "no");
        replicaOfNobody();
    }

    /** Answers reads normally and every write with READONLY. */
    public void becomeReadOnly() {
        misconfigure("replica-serve-stale-data", "yes");
        replicaOfNobody();
    }

    /** Answers reads normally and every write that needs memory with OOM. */
    public void runOutOfMemory() {
        misconfigure("maxmemory", "1");
    }

    private void misconfigure(String setting, String value) {
        misconfigured = true;
        ask(jedis -> jedis.configSet(setting, value));
    }

    private void replicaOfNobody() {
        ask(jedis -> jedis.replicaof("127.0.0.1", Ports.free()));
    }

    /** Ends every fault: Redis runs, answers and accepts writes. */
    public void restore() {
        thaw();
        start();
        if (misconfigured) {
            ask(jedis -> jedis.replicaofNoOne());
            ask(jedis -> jedis.configSet("replica-serve-stale-data", "yes"));
            ask(jedis -> jedis.configSet("maxmemory", "0"));
            misconfigured = false;
        }
        Awaitility.await("Redis")
                .pollDelay(Duration.ZERO) // called after each test; usually there is nothing to wait for
                .ignoreExceptions()
                .until(() -> "PONG".equals(ask(jedis -> jedis.ping())));
    }

    @Override
    public void close() {
        stop();
    }
}
