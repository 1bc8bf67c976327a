package clarify.rest;

import clarify.concurrent.Bulkhead;
import clarify.concurrent.BulkheadFull;
import clarify.concurrent.ThreadShare;
import clarify.journal.JournalSettings;
import clarify.settings.Settings;
import clarify.startup.HttpSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests: each within a time limit, and only so many at once, so that slow clients take only so many
 * threads. Thread-safe.
 */
@ApplicationScoped
class Bodies {

    private static final int KIB = 1024;

    /** A batch of patterns or a reflection fits, also with every character escaped. */
    private static final int LEAST_KIB = 256;

    /** The bytes of a UTF-16 unit as {@code \\u05d0}. */
    private static final int ESCAPED = 6;

    /** For all of a turn but what was said. */
    private static final int REST_KIB = 16;

    /** What waits for the database has 10 for each processor. */
    private static final int AT_ONCE = ThreadShare.of(4);

    private static final int OF_ONE_CALLER = AT_ONCE / 4;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** So many bytes of a body that nobody reads are thrown away before its connection is closed. */
    private static final int DISCARDED = 1024 * KIB;

    private final int maxBytes =
            maxBytes(JournalSettings.read(Settings.ofApplication()).maxMessage());
    private final Duration limit = HttpSettings.read(Settings.ofApplication()).bodyTimeout();
    private final Bulkhead bulkhead = new Bulkhead(AT_ONCE, OF_ONE_CALLER, PATIENCE);
    private final Semaphore discarding = new Semaphore(OF_ONE_CALLER);

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    @SuppressWarnings("NullAway.Init")
    ManagedScheduledExecutorService timer;

    /**
     * Reads a whole body.
     *
     * @param caller whose bodies count together
     * @param announced the Content-Length of the request
     * @throws WebApplicationException with 413 if it is longer than {@link #maxBytes}, 408 if it takes too long, 400 if it ends early, 503
     *     if too many bodies are on their way
     */
    byte[] read(String caller, @Nullable String announced, InputStream body) {
        if (length(announced) > maxBytes) {
            throw tooLarge();
        }
        try {
            return bulkhead.supply(caller, () -> withinLimit(body), Bodies::wasTooLate);
        } catch (BulkheadFull e) {
            throw Problem.of(ProblemType.OVERLOADED, "Too many bodies are on their way. Try again later.")
                    .exception();
        }
    }

    /**
     * Takes what a client still sends after its answer, and throws it away: a connection that is closed before is reset, and
     * the client may never read the answer (RFC 9112, 9.6). Returns at the end of the body, after a mebibyte or the time limit
     * of a body, and at once while as many others are being thrown away as one caller may have.
     */
    void discard(InputStream body) {
        if (!discarding.tryAcquire()) {
            return;
        }
        var time = new TimeLimit();
        ScheduledFuture<?> end = timer.schedule(time::end, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            byte[] part = new byte[8 * KIB];
            for (int left = DISCARDED; left > 0 && body.readNBytes(part, 0, part.length) == part.length; ) {
                left -= part.length;
            }
        } catch (IOException e) {
            // Too slow, or the client has left: it had its time.
        } finally {
            end.cancel(false);
            time.stop();
            discarding.release();
        }
    }

    /**
     * How long a body may be: every body within the limits of its fields fits, also with every character escaped.
     *
     * @param maxMessage how long a message may be, in UTF-16 units
     * @return bytes, whole KiB
     */
    static int maxBytes(int maxMessage) {
        int turn = RecordTurnRequest.MOST * maxMessage * ESCAPED;
        return KIB * Math.max(LEAST_KIB, (turn + KIB - 1) / KIB + REST_KIB);
    }

    /** The length in the header, however long it is; 0 when there is none. */
    static long length(@Nullable String announced) {
        try {
            return announced == null ? 0 : Long.parseLong(announced.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean wasTooLate(Object outcome) {
        return outcome instanceof WebApplicationException refusal
                && refusal.getResponse().getStatus() == ProblemType.BODY_TOO_SLOW.status();
    }

    private byte[] withinLimit(InputStream body) {
        var time = new TimeLimit();
        ScheduledFuture<?> end = timer.schedule(time::end, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return readWhole(body);
        } catch (IOException e) {
            throw (time.isOver()
                            ? Problem.of(ProblemType.BODY_TOO_SLOW)
                            : Problem.of(ProblemType.MALFORMED_BODY, "The body ended too early."))
                    .exception();
        } finally {
            end.cancel(false);
            time.stop();
        }
    }

    private byte[] readWhole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private WebApplicationException tooLarge() {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than " + maxBytes / KIB + " KiB.")
                .exception();
    }

    /** Interrupts its thread at the end, unless it was stopped before. */
    private static final class TimeLimit {

        private final Thread reader = Thread.currentThread();
        private boolean stopped;
        private boolean over;

        synchronized void end() {
            if (!stopped) {
                over = true;
                reader.interrupt();
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized void stop() {
            stopped = true;
            if (over) {
                Thread.interrupted();
            }
        }
    }
}
