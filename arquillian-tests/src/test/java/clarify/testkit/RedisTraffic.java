package clarify.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** What came to Redis since this was opened, without what this asks itself. */
public final class RedisTraffic implements AutoCloseable {
    private final Jedis jedis;
    private long ownReads;

    RedisTraffic(int port) {
        jedis = new Jedis("127.0.0.1", port);
        jedis.configResetStat();
    }

    /** How often each command was called, by its name in lower case. */
    public Map<String, Long> calls() {
        ownReads++;
        return info(jedis, "commandstats").entrySet().stream()
                .filter(line -> !line.getKey().matches("cmdstat_(info|exists|config).*"))
                .collect(Collectors.toMap(
                        line -> line.getKey().substring("cmdstat_".length()),
                        line -> Long.parseLong(line.getValue().replaceAll("calls=(\\d+),.*", "$1"))));
    }

    /** How often Redis read from a connection: once for a command, or for a pipeline that fits a packet. */
    public long reads() {
        ownReads++;
        return Long.parseLong(info(jedis, "stats").getOrDefault("total_reads_processed", "0")) - ownReads;
    }

    /** Waits for what nobody waits for: the store of these keys. */
    public void awaitStored(String... keys) {
        await(connection -> {
            ownReads++;
            return connection.exists(keys) == keys.length;
        });
    }

    private void await(Predicate<Jedis> condition) {
        Awaitility.await("a store in Redis")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> condition.test(jedis));
    }

    static Map<String, String> info(Jedis jedis, String section) {
        return jedis.info(section)
                .lines()
                .filter(line -> line.contains(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')), line -> line.substring(line.indexOf(':') + 1)));
    }

    @Override
    public void close() {
        jedis.close();
    }
}
