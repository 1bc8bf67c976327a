package clarify.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection to the server whose bytes are the test's: requests that no HTTP client sends. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these characters, each as one byte. The connection may be closed already. */
    public RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // What the server has answered before it closed the connection can still be read.
        }
        return this;
    }

    /**
     * All that the server says until it closes the connection. The test fails if it has not done so within that time since
     * the last byte.
     */
    public String answer(Duration limit) {
        var answer = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout((int) limit.toMillis());
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open; so far: " + text(answer), e);
        } catch (IOException e) {
            // A reset is an end as well.
        }
        return text(answer);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
