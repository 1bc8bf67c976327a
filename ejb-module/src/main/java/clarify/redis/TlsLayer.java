package clarify.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over the bytes of one socket, which does all the waiting, so that everything ends with its deadline. Nothing is said at
 * the end: a connection that is closed is dropped. For one thread at a time.
 */
final class TlsLayer {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final DeadlineSocket wire;
    private final TlsProblems problems;
    private final Input input = new Input();
    private final Output output = new Output();

    /** From the wire, and not opened yet. */
    private ByteBuffer received;

    /** Of the other side, and not read yet. */
    private ByteBuffer opened;

    /** On its way to the wire. */
    private ByteBuffer sealed;

    private boolean ended;
    private boolean heard;

    TlsLayer(SSLEngine engine, DeadlineSocket wire, TlsProblems problems) {
        this.engine = engine;
        this.wire = wire;
        this.problems = problems;
        int packet = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(packet).limit(0);
        sealed = ByteBuffer.allocate(packet);
        opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    /** Loads what the first handshake of a JVM needs. */
    static void warmUp(SSLEngine engine) throws SSLException {
        engine.beginHandshake();
        var unused =
                engine.wrap(NOTHING, ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }

    /** @throws ConnectionProblem when the two do not agree, or not in time */
    void handshake() throws IOException {
        try {
            engine.beginHandshake();
            answer();
            while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                if (!open(true)) {
                    throw problems.hungUp();
                }
            }
        } catch (SSLException e) {
            throw problems.of(e);
        } catch (SocketTimeoutException e) {
            throw heard ? problems.late(e) : problems.silent(e);
        } catch (ConnectionProblem | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw problems.hungUp(e);
        }
        heard = false;
    }

    /** Does what the handshake waits for on this side. */
    private void answer() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else {
                seal(NOTHING);
            }
            status = engine.getHandshakeStatus();
        }
    }

    private void seal(ByteBuffer plain) throws IOException {
        sealed.clear();
        SSLEngineResult result = engine.wrap(plain, sealed);
        switch (result.getStatus()) {
            case OK -> {
                sealed.flip();
                wire.send(sealed);
            }
            case BUFFER_OVERFLOW ->
                sealed = ByteBuffer.allocate(larger(sealed, engine.getSession().getPacketBufferSize()));
            default -> throw new IOException("Redis has ended the connection");
        }
    }

    private static int larger(ByteBuffer buffer, int wanted) {
        return Math.max(2 * buffer.capacity(), wanted);
    }

    /**
     * Opens the next record, which need not have anything for the reader.
     *
     * @param waiting for it to come
     * @return false if there is none: at the end, or not yet
     */
    private boolean open(boolean waiting) throws IOException {
        while (!ended) {
            opened.clear();
            SSLEngineResult result;
            try {
                result = engine.unwrap(received, opened);
            } finally {
                opened.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    answer();
                    return true;
                }
                case BUFFER_OVERFLOW ->
                    opened = ByteBuffer.allocate(
                                    larger(opened, engine.getSession().getApplicationBufferSize()))
                            .limit(0);
                case BUFFER_UNDERFLOW -> {
                    if (!receive(waiting)) {
                        return false;
                    }
                }
                case CLOSED -> ended = true;
            }
        }
        return false;
    }

    private boolean receive(boolean waiting) throws IOException {
        if (received.remaining() == received.capacity()) {
            received = ByteBuffer.allocate(larger(received, 0)).put(received).flip();
        }
        received.compact();
        try {
            int count = waiting ? wire.receive(received) : wire.receiveNow(received);
            ended = count < 0;
            heard |= count > 0;
            return count > 0;
        } finally {
            received.flip();
        }
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    private final class Input extends InputStream {

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            wire.checkDeadline();
            if (length == 0) {
                return 0;
            }
            try {
                while (!opened.hasRemaining()) {
                    if (!open(true)) {
                        return end();
                    }
                }
            } catch (SSLException e) {
                throw problems.of(e);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw heard ? e : problems.hungUpAfterHandshake(e);
            }
            int count = Math.min(length, opened.remaining());
            opened.get(buffer, offset, count);
            return count;
        }

        private int end() throws IOException {
            if (heard) {
                return -1;
            }
            throw problems.hungUpAfterHandshake();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** @return one also at the end of the stream, which can be read without waiting */
        @Override
        public int available() throws IOException {
            while (!opened.hasRemaining() && !ended && open(false)) {
                // A record that had nothing for the reader.
            }
            return ended && !opened.hasRemaining() ? 1 : opened.remaining();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            wire.checkDeadline();
            ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
            try {
                while (source.hasRemaining()) {
                    seal(source);
                }
            } catch (SSLException e) {
                throw problems.of(e);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                throw said(e);
            }
        }

        /** Who hangs up may have said why. */
        private IOException said(IOException failure) {
            try {
                while (open(false)) {
                    // Nobody reads it any more.
                }
            } catch (SSLException e) {
                return problems.of(e);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
            return heard ? failure : problems.hungUpAfterHandshake(failure);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
