package clarify.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A Redis that takes connections and answers nothing. */
final class SilentRedis {

    /** More than the failures that open the circuit. */
    private static final int BUILDS = 10;

    private SilentRedis() {}

    /** @return milliseconds of the slowest of a new node's first contexts, whose lookups take no time */
    static double slowestBuild() throws IOException {
        Logger log = Logger.getLogger("clarify");
        Level before = log.getLevel();
        log.setLevel(Level.OFF);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.setProperty("clarify.redis.uri", "redis://127.0.0.1:" + silent.getLocalPort());
            System.setProperty(Product.LOOKUP_MILLIS, "0");
            try (Product product = Product.start(false)) {
                long slowest = 0;
                for (int i = 0; i < BUILDS; i++) {
                    long start = System.nanoTime();
                    Object unused = product.builder().build(UUID.randomUUID(), null, Person.BUDGET);
                    slowest = Math.max(slowest, System.nanoTime() - start);
                }
                return slowest / 1e6;
            }
        } finally {
            log.setLevel(before);
        }
    }
}
