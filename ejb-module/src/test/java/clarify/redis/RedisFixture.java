package clarify.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A real redis-server on a free port that can be stopped, started again and frozen. Another binary can be tried with {@code
 * -Dclarify.test.redis-server=/usr/bin/redis-server}.
 */
public final class RedisFixture implements AutoCloseable {

    public final int port;
    private final List<String> settings;
    private final Path directory = newDirectory();
    private RedisServer server;
    private long pid;

    public RedisFixture() {
        this(freePort(), List.of());
    }

    /** @param settings as lines of its configuration */
    RedisFixture(int port, List<String> settings) {
        this.port = port;
        this.settings = settings;
        server = start();
        pid = readPid();
    }

    public Jedis client() {
        return new Jedis("localhost", port);
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends at once, without saving anything. */
    public void kill() {
        signal("KILL");
        stop();
    }

    /** With what was saved last, if anything was. */
    public void startAgain() {
        server = start();
        pid = readPid();
    }

    /** Stops the process in its tracks: it accepts connections and says nothing. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        thaw();
        stop();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long readPid() {
        try (Jedis client = client()) {
            return client.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .map(line -> Long.valueOf(line.substring(line.indexOf(':') + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer start() {
        try {
            RedisServerBuilder builder =
                    RedisServer.newRedisServer().port(port).setting("save \"\"").setting("dir " + directory);
            settings.forEach(builder::setting);
            String other = System.getProperty("clarify.test.redis-server", "");
            if (!other.isEmpty()) {
                builder.executableProvider(() -> new File(other));
            }
            RedisServer server = builder.build();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below those that the system gives to outgoing connections: nobody takes it while the server is stopped. */
    public static int freePort() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .filter(RedisFixture::isFree)
                .findFirst()
                .orElseThrow();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
