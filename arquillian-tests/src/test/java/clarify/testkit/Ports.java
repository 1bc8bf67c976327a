package clarify.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Free ports, below the range of outgoing connections: no connection can take the port of a server that a test has
 * stopped.
 */
public final class Ports {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A different port each time, because it may be used later. */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .filter(port -> isFree(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow();
    }

    /** One for a node of a Redis Cluster, which listens on the port 10,000 above, too. */
    static int freeForCluster() {
        return ThreadLocalRandom.current()
                .ints(20_000, 22_700)
                .filter(port -> isFree(port) && isFree(port + 10_000) && GIVEN.add(port))
                .findFirst()
                .orElseThrow();
    }

    /** A hundred of them in a row. */
    public static int freeHundred() {
        return ThreadLocalRandom.current()
                .ints(100, 200)
                .map(hundred -> hundred * 100)
                .filter(base -> IntStream.range(base, base + 100).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
