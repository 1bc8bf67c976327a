package clarify.token;

import clarify.concurrent.Bulkhead;
import clarify.concurrent.BulkheadFull;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of the issuer. They are read anew every five minutes, while tokens come, and when a token names a key that
 * is not among them, at most every five seconds: a rotated key is known with its first token. Old keys stay while new ones
 * cannot be read. Only few callers wait for a read, and none longer than two seconds. Thread-safe.
 */
final class IssuerKeys {

    static final Duration LIMIT = Duration.ofSeconds(2);

    static final Duration RENEWED_AFTER = Duration.ofMinutes(5);

    static final Duration BETWEEN_READS = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class.getName());

    private static final int WAITING = 4;

    private final KeySource source;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final Bulkhead waiting = new Bulkhead(WAITING, WAITING, LIMIT);

    private volatile @Nullable Reading last;
    private volatile List<IssuerKey> keys = List.of();
    private @Nullable String told;

    /** @param threads starts a thread for each task: none may be left out */
    IssuerKeys(KeySource source, Executor threads, LongSupplier nanoTime) {
        this.source = source;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /** One read of the source: when it began, and how it ends. */
    private record Reading(long begun, CompletableFuture<List<IssuerKey>> end) {}

    /** Begins to read them, so that the first tokens need not wait. */
    void prepare() {
        read();
    }

    /**
     * The keys that may have signed a token with this header.
     *
     * @throws KeysUnavailable if that cannot be said now
     */
    List<IssuerKey> matching(JWSHeader header) {
        List<IssuerKey> found = among(keys, header);
        if (found.isEmpty()) {
            found = among(renewed(), header);
        } else if (isOlder(last, RENEWED_AFTER)) {
            read();
        }
        return found;
    }

    private static List<IssuerKey> among(List<IssuerKey> keys, JWSHeader header) {
        JWKMatcher.Builder matcher = new JWKMatcher.Builder()
                .keyType(KeyType.forAlgorithm(header.getAlgorithm()))
                .curves(Curve.forJWSAlgorithm(header.getAlgorithm()))
                .keyUses(KeyUse.SIGNATURE, null)
                .algorithms(header.getAlgorithm(), null);
        if (header.getKeyID() != null) {
            matcher.keyIDs(header.getKeyID(), null);
        }
        JWKMatcher wanted = matcher.build();
        return keys.stream().filter(key -> wanted.matches(key.jwk())).toList();
    }

    private boolean isOlder(@Nullable Reading reading, Duration age) {
        return reading == null || nanoTime.getAsLong() - reading.begun() >= age.toNanos();
    }

    private List<IssuerKey> renewed() {
        try {
            return waiting.supply(this, this::awaitRead, failure -> failure instanceof KeysUnavailable);
        } catch (BulkheadFull e) {
            throw new KeysUnavailable("Too many callers wait for the issuer's keys");
        }
    }

    private List<IssuerKey> awaitRead() {
        try {
            return read().end().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailable("Interrupted while the issuer's keys are read");
        } catch (ExecutionException | TimeoutException e) {
            throw new KeysUnavailable("The issuer's keys cannot be read");
        }
    }

    /** The last read, or a new one when that was some time ago. */
    @CanIgnoreReturnValue
    private Reading read() {
        Reading reading;
        synchronized (this) {
            Reading before = last;
            if (before != null && !isOlder(before, BETWEEN_READS)) {
                return before;
            }
            reading = new Reading(nanoTime.getAsLong(), new CompletableFuture<>());
            last = reading;
        }
        try {
            threads.execute(() -> readTo(reading.end()));
        } catch (RuntimeException | Error e) { // there is no thread to be had: the keys that are known stay
            fail(reading.end(), e);
        }
        return reading;
    }

    private void readTo(CompletableFuture<List<IssuerKey>> end) {
        try {
            List<IssuerKey> read = IssuerKey.of(source.read(LIMIT));
            keys = read;
            told(null);
            end.complete(read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.completeExceptionally(e);
        } catch (IOException | RuntimeException | Error e) {
            fail(end, e);
        }
    }

    private void fail(CompletableFuture<List<IssuerKey>> end, Throwable failure) {
        told(failure);
        end.completeExceptionally(failure);
    }

    /** The same failure is not told again. */
    private synchronized void told(@Nullable Throwable failure) {
        String line = failure == null ? null : failure.toString();
        if (failure != null && !failure.toString().equals(told)) {
            LOG.log(Level.WARNING, "The issuer''s keys cannot be read from {0}: {1}", new Object[] {
                source, failure.getMessage()
            });
        } else if (failure == null && told != null) {
            LOG.info("The issuer's keys are read again");
        }
        told = line;
    }
}
