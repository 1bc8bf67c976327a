package clarify.redis;

import java.io.EOFException;
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
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which everything ends with a {@link Deadline}: connecting, each read, and each write, which the time limits of
 * a blocking socket never bound. An interrupt ends it too; the thread's flag stays set. For one thread at a time.
 */
final class DeadlineSocket extends Socket {

    /** Java keeps outside the heap, for each thread, as much as the longest write at once. */
    private static final int PIECE = 64 * 1024;

    private static final byte TLS_ALERT = 0x15;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration readTimeout;
    private final Input input = new Input();
    private final Output output = new Output();
    private volatile Deadline deadline;
    private @Nullable TlsLayer tls;

    /** Whether something was sent since the last bytes came: no answer can be there yet, so it is not looked for first. */
    private boolean awaitsAnswer;

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

    /**
     * Encrypts all that follows.
     *
     * @throws IOException when the other side does not agree, or not in time; the socket is of no more use then
     */
    void secure(SSLEngine engine, TlsProblems problems) throws IOException {
        TlsLayer layer = new TlsLayer(engine, this, problems);
        layer.handshake();
        tls = layer;
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

    /** @throws SocketTimeoutException when it has passed: what could be done at once ends with it too */
    void checkDeadline() throws SocketTimeoutException {
        deadline.remainingMillis();
    }

    /**
     * Waits for some bytes.
     *
     * @return how many; zero only if there is no room for one, less than zero at the end
     */
    int receive(ByteBuffer target) throws IOException {
        Deadline limit = deadline.atMost(readTimeout);
        limit.remainingMillis();
        int read = channel.read(target);
        while (read == 0 && target.hasRemaining()) {
            await(SelectionKey.OP_READ, limit);
            read = channel.read(target);
        }
        return read;
    }

    /** The same without waiting, also past the deadline: zero if there is none yet. */
    int receiveNow(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    /** Writes all of it. */
    void send(ByteBuffer source) throws IOException {
        checkDeadline();
        awaitsAnswer = true;
        channel.write(source);
        while (source.hasRemaining()) {
            await(SelectionKey.OP_WRITE, deadline);
            channel.write(source);
        }
    }

    private final class Input extends InputStream {

        /** A byte that was read to see whether there is one. */
        private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);

        private boolean ended;
        private boolean heard;

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Deadline limit = deadline.atMost(readTimeout);
            limit.remainingMillis(); // also what is there already ends with the deadline
            if (ahead.hasRemaining() && length > 0) {
                buffer[offset] = ahead.get();
                return 1;
            }
            ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
            try {
                int read = awaitsAnswer ? 0 : channel.read(target);
                awaitsAnswer = false;
                while (read == 0 && length > 0) {
                    key.interestOps(SelectionKey.OP_READ);
                    selector.select(limit.remainingMillis());
                    endWait();
                    read = channel.read(target);
                }
                return heard ? read : first(read, buffer[offset]);
            } catch (IOException e) {
                throw heard ? e : beforeTheFirst(e);
            }
        }

        /** Who waits for TLS hangs up, or says something that is no reply. */
        private int first(int read, byte type) throws IOException {
            if (read < 0) {
                throw new EOFException("ended");
            }
            heard = read > 0;
            if (heard && type == TLS_ALERT) {
                throw TlsProblems.missing();
            }
            return read;
        }

        private static IOException beforeTheFirst(IOException failure) {
            return failure instanceof InterruptedIOException || failure instanceof ClosedChannelException
                    ? failure
                    : TlsProblems.hungUpWithout(failure);
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
                ended = receiveNow(ahead) < 0;
                ahead.flip();
            }
            return ended ? 1 : ahead.remaining();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            int end = offset + length;
            for (int from = offset; from < end; from += PIECE) {
                send(ByteBuffer.wrap(buffer, from, Math.min(PIECE, end - from)));
            }
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }

    @Override
    public InputStream getInputStream() {
        return tls == null ? input : tls.input();
    }

    @Override
    public OutputStream getOutputStream() {
        return tls == null ? output : tls.output();
    }

    /** The selector too, or the system would keep the channel. */
    @Override
    public synchronized void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    // All that a Socket can be asked for besides, by Jedis and by TLS on top of it: what is not here would make a
    // second one.

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
    public boolean getKeepAlive() throws SocketException {
        return channel.socket().getKeepAlive();
    }

    @Override
    public int getSoLinger() throws SocketException {
        return channel.socket().getSoLinger();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        channel.socket().setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return channel.socket().getReuseAddress();
    }

    @Override
    public synchronized void setSendBufferSize(int size) throws SocketException {
        channel.socket().setSendBufferSize(size);
    }

    @Override
    public synchronized int getSendBufferSize() throws SocketException {
        return channel.socket().getSendBufferSize();
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) throws SocketException {
        channel.socket().setReceiveBufferSize(size);
    }

    @Override
    public synchronized int getReceiveBufferSize() throws SocketException {
        return channel.socket().getReceiveBufferSize();
    }

    @Override
    public void setTrafficClass(int trafficClass) throws SocketException {
        channel.socket().setTrafficClass(trafficClass);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return channel.socket().getTrafficClass();
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        channel.socket().setOOBInline(on);
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return channel.socket().getOOBInline();
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        throw new SocketException("no urgent data");
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        throw new SocketException("already bound");
    }

    @Override
    public void connect(SocketAddress remote, int timeout) throws IOException {
        throw new SocketException("already connected");
    }

    @Override
    public String toString() {
        return "DeadlineSocket[" + getRemoteSocketAddress() + "]";
    }
}
