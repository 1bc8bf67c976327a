package clarify.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Free ports of this machine. */
public final class Ports {
    private Ports() {}

    public static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hundred of them in a row, below those that the system hands out by itself. */
    static int freeHundred() {
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
