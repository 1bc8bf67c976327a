package clarify.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes an export on to a client in parts. Nothing is sent before there is a whole one, so that a small export is sent whole or
 * not at all. Used by one thread, except {@link #giveUp}.
 */
final class ExportOutput extends OutputStream {

    static final int PART = 64 * 1024;

    private final OutputStream client;
    private final BooleanSupplier hasLeft;
    private final Runnable leave;
    private final Runnable begins;
    private final byte[] part = new byte[PART];
    private int length;
    private boolean begun;
    private boolean gone;
    private Runnable passedOn = () -> {};

    private @Nullable Thread sending;
    private boolean givenUp;

    /**
     * @param hasLeft whether the client has, which writing to it does not say
     * @param leave ends the connection to the client
     * @param begins is run before anything is sent
     */
    ExportOutput(OutputStream client, BooleanSupplier hasLeft, Runnable leave, Runnable begins) {
        this.client = client;
        this.hasLeft = hasLeft;
        this.leave = leave;
        this.begins = begins;
    }

    /** @param passedOn is run after each part */
    void whenPassedOn(Runnable passedOn) {
        this.passedOn = passedOn;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether the client has left, or does not read. */
    boolean isClientGone() {
        return gone;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == PART) {
                send();
            }
            int taken = Math.min(left, PART - length);
            System.arraycopy(bytes, from, part, length, taken);
            length += taken;
            from += taken;
            left -= taken;
        }
    }

    /** Sends what is left. Without it the client never has all. */
    void finish() throws IOException {
        send();
    }

    private void send() throws IOException {
        requireClient();
        if (!begun) {
            begins.run();
            begun = true;
        }
        begin();
        try {
            client.write(part, 0, length);
        } finally {
            end();
        }
        length = 0;
        gone |= hasLeft.getAsBoolean();
        requireClient();
        passedOn.run();
    }

    private void requireClient() throws IOException {
        if (gone) {
            throw new IOException("The client does not take the export");
        }
    }

    private synchronized void begin() {
        sending = Thread.currentThread();
    }

    /** A client that was given up is left while the thread is interrupted: the server would wait for it again, to send the end. */
    private void end() {
        if (!isGivenUp()) {
            return;
        }
        gone = true;
        try {
            Thread.currentThread().interrupt();
            leave.run();
        } finally {
            var unused = Thread.interrupted(); // whatever comes next on this thread is not given up
        }
    }

    private synchronized boolean isGivenUp() {
        sending = null;
        return givenUp;
    }

    /** Ends the sending of a part that the client does not take, from another thread. */
    synchronized void giveUp() {
        if (sending != null) {
            givenUp = true;
            sending.interrupt();
        }
    }
}
