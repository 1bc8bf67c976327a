package clarify.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A socket whose every read ends with a {@link Deadline}. A socket's own time-out bounds one read, not an answer: a Redis
 * that trickles could hold a caller for minutes.
 */
final class DeadlineSocket extends Socket {

    private final Duration readTimeout;
    private volatile Deadline deadline;

    DeadlineSocket(Duration readTimeout, Deadline deadline) {
        this.readTimeout = readTimeout;
        this.deadline = deadline;
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

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                setSoTimeout(deadline.remainingMillis(readTimeout));
                return super.read(buffer, offset, length);
            }

            @Override
            public int read() throws IOException {
                setSoTimeout(deadline.remainingMillis(readTimeout));
                return super.read();
            }
        };
    }
}
