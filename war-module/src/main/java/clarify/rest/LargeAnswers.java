package clarify.rest;

import clarify.concurrent.Bulkhead;
import clarify.concurrent.BulkheadFull;
import clarify.concurrent.ThreadShare;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes the answers that do not fit into what a connection buffers: only so many at once, so that clients that do not read
 * them take only so many threads, and only so much memory. Thread-safe.
 */
@ApplicationScoped
class LargeAnswers {

    /** No context is that long, and with the default settings no row of the journal. */
    static final int FROM_BYTES = 64 * 1024;

    /** Each may be of four megabytes, and of messages of the greatest length of nineteen. */
    private static final int AT_ONCE = ThreadShare.of(2);

    private static final int OF_ONE_CALLER = Math.max(1, AT_ONCE / 4);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Supplier<Object> caller;
    private final Bulkhead bulkhead;
    private final LongSupplier nanoTime;

    @Inject
    LargeAnswers(Caller caller) {
        this(caller::person, new Bulkhead(AT_ONCE, OF_ONE_CALLER, PATIENCE), System::nanoTime);
    }

    LargeAnswers(Supplier<Object> caller, Bulkhead bulkhead, LongSupplier nanoTime) {
        this.caller = caller;
        this.bulkhead = bulkhead;
        this.nanoTime = nanoTime;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    LargeAnswers() {
        this(null, null, null);
    }

    /**
     * @throws jakarta.ws.rs.WebApplicationException 503, with nothing written, if it is large and too many of those are on their
     *     way
     */
    void write(byte[] answer, OutputStream output) throws IOException {
        if (answer.length < FROM_BYTES) {
            output.write(answer);
            return;
        }
        try {
            var unused = bulkhead.supply(caller.get(), () -> isWrittenSlowly(answer, output), Boolean.TRUE::equals);
        } catch (BulkheadFull e) {
            throw Problem.of(ProblemType.OVERLOADED, "Too many large answers are on their way. Try again later.")
                    .exception();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isWrittenSlowly(byte[] answer, OutputStream output) {
        long start = nanoTime.getAsLong();
        try {
            output.write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanoTime.getAsLong() - start > PATIENCE.toNanos();
    }
}
