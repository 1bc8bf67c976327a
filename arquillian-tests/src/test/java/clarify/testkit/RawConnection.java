package clarify.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to the server whose bytes are the test's: requests that no HTTP client sends. */
public final class RawConnection implements AutoCloseable {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private final Socket socket;

    public RawConnection(URI server) {
        this(server, new Socket());
    }

    /** @param receiveBuffer bytes that the server can send before the test reads, beside those in its own buffers */
    RawConnection(URI server, int receiveBuffer) {
        this(server, withReceiveBuffer(receiveBuffer));
    }

    private RawConnection(URI server, Socket socket) {
        this.socket = socket;
        try {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket withReceiveBuffer(int size) {
        var socket = new Socket();
        try {
            socket.setReceiveBufferSize(size); // before it is connected, as the window follows from it
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return socket;
    }

    /** Sends these characters, each as one byte. The connection may be closed already. */
    public RawConnection send(String text) {
        try {
            write(text);
        } catch (IOException e) {
            // What the server has answered before it closed the connection can still be read.
        }
        return this;
    }

    /** The same, and the connection must be open. */
    public RawConnection sendStill(String text) {
        try {
            write(text);
        } catch (IOException e) {
            throw new AssertionError("the server has closed the connection", e);
        }
        return this;
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The first answer, or what there is of it when the server closes the connection. The test fails if it is not complete
     * within that time since the last byte.
     */
    public String answer(Duration limit) {
        var answer = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout((int) limit.toMillis());
            InputStream input = socket.getInputStream();
            for (int b = input.read(); b >= 0; b = input.read()) {
                answer.write(b);
                if (isComplete(text(answer))) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open; so far: " + text(answer), e);
        } catch (IOException e) {
            // A reset is an end as well.
        }
        return text(answer);
    }

    /** The status line of the answer, once it is there, and nothing behind it. */
    public String begin(Duration limit) {
        var line = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout((int) limit.toMillis());
            InputStream input = socket.getInputStream();
            for (int b = input.read(); b >= 0 && b != '\r'; b = input.read()) {
                line.write(b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(line);
    }

    private static boolean isComplete(String answer) {
        int head = answer.indexOf(END_OF_HEAD);
        if (head < 0) {
            return false;
        }
        String body = answer.substring(head + END_OF_HEAD.length());
        Matcher length = CONTENT_LENGTH.matcher(answer.substring(0, head));
        return length.find() ? body.length() >= Integer.parseInt(length.group(1)) : body.endsWith("\r\n0\r\n\r\n");
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
