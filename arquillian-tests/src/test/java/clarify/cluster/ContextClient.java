package clarify.cluster;

import clarify.testkit.TestEnvironment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A minimal HTTP client that requests contexts, and the like, over a kept connection. The JDK's client would use more CPU time
 * than the servers.
 */
final class ContextClient implements AutoCloseable {
    private final int port;
    private final String accept;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** Whether the answer has begun. */
    private boolean begun;

    /** Requests contexts as text. */
    ContextClient(int port) {
        this(port, "text/plain");
    }

    /** @param accept the media type of the contexts */
    ContextClient(int port, String accept) {
        this.port = port;
        this.accept = accept;
    }

    /**
     * @param partial whether a lookup failed
     * @param blind whether the node says that the context may not be current
     */
    record Reply(int status, boolean partial, boolean blind, String body) {}

    Reply context(String token) throws IOException {
        return get("/context", token);
    }

    Reply get(String path, String token) throws IOException {
        return send("GET", path, token, "");
    }

    /** Done twice where the connection breaks after the server has done it. */
    Reply post(String path, String token, String json) throws IOException {
        return send("POST", path, token, json);
    }

    /** Whether the last answer has begun to arrive. */
    boolean hasBegun() {
        return begun;
    }

    private Reply send(String method, String path, String token, String json) throws IOException {
        boolean kept = socket != null;
        begun = false;
        try {
            return ask(method, path, token, json);
        } catch (IOException e) {
            if (!kept || begun) {
                throw e;
            }
            return ask(method, path, token, json); // the server had closed the kept connection
        }
    }

    private Reply ask(String method, String path, String token, String json) throws IOException {
        try {
            InputStream answer = connected();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String request = method + " /clarify/api" + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAccept: "
                    + accept + "\r\nAuthorization: Bearer " + token
                    + (json.isEmpty() ? "" : "\r\nContent-Type: application/json\r\nContent-Length: " + body.length)
                    + "\r\n\r\n" + json;
            Objects.requireNonNull(socket).getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return read(answer);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private InputStream connected() throws IOException {
        InputStream open = in;
        if (open != null) {
            return open;
        }
        Socket fresh = new Socket(InetAddress.getLoopbackAddress(), port);
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout((int) TestEnvironment.PATIENCE.toMillis());
        socket = fresh;
        InputStream stream = new BufferedInputStream(fresh.getInputStream());
        in = stream;
        return stream;
    }

    private Reply read(InputStream answer) throws IOException {
        int status = Integer.parseInt(line(answer).substring(9, 12));
        begun = true;
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        boolean partial = false;
        boolean blind = false;
        for (String header = line(answer); !header.isEmpty(); header = line(answer)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            partial |= lower.equals("clarify-partial: true");
            blind |= lower.equals("clarify-fresh: unknown");
            last |= lower.startsWith("connection:") && lower.contains("close");
        }
        String body = chunked ? chunks(answer) : text(answer, Math.max(length, 0));
        if (last) {
            close();
        }
        return new Reply(status, partial, blind, body);
    }

    private static String chunks(InputStream answer) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int length = Integer.parseInt(line(answer), 16); length > 0; length = Integer.parseInt(line(answer), 16)) {
            body.append(text(answer, length));
            line(answer);
        }
        line(answer);
        return body.toString();
    }

    private static String text(InputStream answer, int length) throws IOException {
        byte[] bytes = answer.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the answer ended early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answer.read(); c != '\n'; c = answer.read()) {
            if (c < 0) {
                throw new IOException("the answer ended early");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Socket closing = socket;
        socket = null;
        in = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }
}
