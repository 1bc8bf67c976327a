package clarify.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** Free ports of the loopback interface. */
final class Ports {

    private static final int LAST = 65_535;

    /** Milliseconds; far more than the loopback interface needs. */
    private static final int CONNECT = 500;

    private Ports() {}

    /** Any that is free now. */
    static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * A port that no other dev server takes, although its server binds it only some seconds later: the mark is the UDP port
     * of the same number, which nobody needs, and which the system frees with the process.
     */
    record Claim(int port, DatagramSocket mark) implements AutoCloseable {
        @Override
        public void close() {
            mark.close();
        }
    }

    /** The wanted one, or the next that is free: each that is taken is told. */
    static Claim from(int wanted, PrintStream out) throws IOException {
        for (int port = wanted; port <= LAST; port++) {
            Optional<Claim> claim = claim(port);
            if (claim.isPresent()) {
                return claim.get();
            }
            out.println("Port " + port + " is taken: trying " + (port + 1));
        }
        throw new IllegalStateException("No port from " + wanted + " on is free");
    }

    private static Optional<Claim> claim(int port) throws IOException {
        if (!isFree(port) || isListenedToByIpv6(port)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Claim(port, new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where localhost has both addresses, programs ask this one first. */
    private static boolean isListenedToByIpv6(int port) throws IOException {
        return Arrays.stream(InetAddress.getAllByName("::1"))
                .anyMatch(address -> isListenedTo(new InetSocketAddress(address, port)));
    }

    private static boolean isListenedTo(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT);
            return true;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
