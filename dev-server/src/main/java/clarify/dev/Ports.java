package clarify.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports of the loopback interface. */
final class Ports {

    private static final int LAST = 65_535;

    private Ports() {}

    /** Any that is free now. */
    static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The wanted one, or the next that is free: each that is taken is told. */
    static int from(int wanted, PrintStream out) {
        int port = wanted;
        while (!isFree(port)) {
            if (port == LAST) {
                throw new IllegalStateException("No port from " + wanted + " on is free");
            }
            out.println("Port " + port + " is taken: trying " + (port + 1));
            port++;
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
