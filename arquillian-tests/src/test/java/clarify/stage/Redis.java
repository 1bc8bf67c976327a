package clarify.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A real redis-server on one port, which can be stopped, started, frozen and thawed. */
public final class Redis implements AutoCloseable {
    private final int port = Ports.free();
    private @Nullable RedisServer server;
    private long pid;
    private boolean frozen;

    Redis() {
        start();
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://localhost:" + port;
    }

    /** Starts it on its port, empty, unless it runs. */
    public void start() {
        if (server != null) {
            return;
        }
        try {
            RedisServer fresh = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            fresh.start();
            server = fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pid = Long.parseLong(info("server").get("process_id"));
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

    /** SIGSTOP: connections are taken and stay, but nothing is answered. */
    public void freeze() {
        signal("-STOP");
        frozen = true;
    }

    public void thaw() {
        if (frozen) {
            signal("-CONT");
            frozen = false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the function answers with a connection of the test's own. */
    public <T> T ask(Function<Jedis, T> question) {
        try (var jedis = new Jedis("127.0.0.1", port)) {
            return question.apply(jedis);
        }
    }

    /** The lines of one section of INFO. */
    public Map<String, String> info(String section) {
        return ask(jedis -> jedis.info(section))
                .lines()
                .filter(line -> line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')), line -> line.substring(line.indexOf(':') + 1)));
    }

    /** How often each command was called since the last {@code CONFIG RESETSTAT}, in lower case, without INFO and CONFIG. */
    public Map<String, Long> calls() {
        return info("commandstats").entrySet().stream()
                .filter(line -> !line.getKey().matches("cmdstat_(info|config).*"))
                .collect(Collectors.toMap(
                        line -> line.getKey().substring("cmdstat_".length()),
                        line -> Long.parseLong(line.getValue().replaceAll("calls=(\\d+),.*", "$1"))));
    }

    public void resetStatistics() {
        ask(jedis -> jedis.configResetStat());
    }

    void mend() {
        thaw();
        start();
        Awaitility.await("Redis").ignoreExceptions().until(() -> "PONG".equals(ask(jedis -> jedis.ping())));
    }

    @Override
    public void close() {
        stop();
    }
}
