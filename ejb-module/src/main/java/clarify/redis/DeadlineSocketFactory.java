package clarify.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes sockets whose every read ends with the {@link Deadline} of the reading thread. A socket's own time-out bounds
 * one read, not an answer: a Redis that trickles could hold a caller for minutes.
 */
final class DeadlineSocketFactory implements JedisSocketFactory {

    private final RedisAddress address;
    private final Duration connectTimeout;
    private final Duration readTimeout;

    DeadlineSocketFactory(RedisAddress address, Duration connectTimeout, Duration readTimeout) {
        this.address = address;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    @Override
    public Socket createSocket() {
        Deadline deadline = Deadline.current();
        deadline.connected();
        Socket socket = new DeadlineSocket(readTimeout);
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            // What a closed connection has not sent yet must not reach Redis later.
            socket.setSoLinger(true, 0);
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), deadline.remainingMillis(connectTimeout));
            return socket;
        } catch (IOException e) {
            closeQuietly(socket, e);
            throw new JedisConnectionException("Cannot connect to Redis at " + address, e);
        }
    }

    private static void closeQuietly(Socket socket, IOException cause) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static final class DeadlineSocket extends Socket {

        private final Duration readTimeout;

        DeadlineSocket(Duration readTimeout) {
            this.readTimeout = readTimeout;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    setSoTimeout(Deadline.current().remainingMillis(readTimeout));
                    return super.read(buffer, offset, length);
                }

                @Override
                public int read() throws IOException {
                    setSoTimeout(Deadline.current().remainingMillis(readTimeout));
                    return super.read();
                }
            };
        }
    }
}
