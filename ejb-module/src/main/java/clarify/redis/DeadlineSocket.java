package clarify.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which everything ends with a {@link Deadline}: connecting, each read, and each write, which the time limits of
 * a blocking socket never bound. An interrupt ends it too; the thread's flag stays set. For one thread at a time.
 */
final class DeadlineSocket extends Socket {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration readTimeout;
    private final Input input = new Input();
    private final Output output = new Output();
    private volatile Deadline deadline;

    private DeadlineSocket(SocketChannel channel, Selector selector, Duration readTimeout, Deadline deadline)
            throws IOException {
        super((SocketImpl) null);
        this.channel = channel;
        this.selector = selector;
        this.readTimeout = readTimeout;
        this.deadline = deadline;
        this.key = channel.register(selector, 0);
    }

    /**
     * @param limit for connecting
     * @param readTimeout limit for the wait for some bytes
     * @throws IOException when it is refused, or not accepted in time
     */
    static DeadlineSocket connect(InetSocketAddress address, Deadline limit, Duration readTimeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        Selector selector = null;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            // What a closed connection has not sent yet must not reach Redis later.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            selector = Selector.open();
            DeadlineSocket socket = new DeadlineSocket(channel, selector, readTimeout, limit);
            channel.connect(address);
            while (!channel.finishConnect()) {
                socket.await(SelectionKey.OP_CONNECT, limit);
            }
            return socket;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw e;
        }
    }

    /** What follows belongs to another call. */
    void useUntil(Deadline next) {
        deadline = next;
    }

    /** Never throws; what is not sent yet is dropped. */
    void closeNow() {
        try {
            close();
        } catch (IOException e) {
            // There is nothing left to be done with it.
        }
    }

    private void await(int operation, Deadline limit) throws IOException {
        key.interestOps(operation);
        selector.select(limit.remainingMillis());
        endWait();
    }

    private void endWait() throws InterruptedIOException {
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    private final class Input extends InputStream {

        /** A byte that was read to see whether there is one. */
        private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);

        private boolean ended;

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (ahead.hasRemaining() && length > 0) {
                buffer[offset] = ahead.get();
                return 1;
            }
            ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
            Deadline limit = deadline.atMost(readTimeout);
            int read = channel.read(target);
            while (read == 0 && length > 0) {
                key.interestOps(SelectionKey.OP_READ);
                selector.select(limit.remainingMillis());
                endWait();
                read = channel.read(target);
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** @return one also at the end of the stream, which can be read without waiting */
        @Override
        public int available() throws IOException {
            if (!ahead.hasRemaining() && !ended) {
                ahead.clear();
                ended = channel.read(ahead) < 0;
                ahead.flip();
            }
            return ended ? 1 : ahead.remaining();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
            channel.write(source);
            while (source.hasRemaining()) {
                await(SelectionKey.OP_WRITE, deadline);
                channel.write(source);
            }
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    /** The selector too, or the system would keep the channel. */
    @Override
    public synchronized void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    // What a Socket is asked for besides, by Jedis and by TLS on top of it.

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return channel.socket().isBound();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.socket().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.socket().isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return channel.socket().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.socket().getLocalAddress();
    }

    @Override
    public int getPort() {
        return channel.socket().getPort();
    }

    @Override
    public int getLocalPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return channel.socket().getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return channel.socket().getLocalSocketAddress();
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    /** Without effect: the deadline is the only limit. */
    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        channel.socket().setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return channel.socket().getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        channel.socket().setKeepAlive(on);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        channel.socket().setSoLinger(on, seconds);
    }

    @Override
    public String toString() {
        return "DeadlineSocket[" + getRemoteSocketAddress() + "]";
    }
}
