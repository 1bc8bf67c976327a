package clarify.redis;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one host is to be found. A resolver knows no time limit, so it works on a thread of its own, one look-up at a time.
 * Thread-safe.
 */
final class HostAddresses {

    /** As often as a JVM's own cache of names forgets. */
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final String host;
    private final Resolver resolver;
    private final boolean literal;

    private @Nullable CompletableFuture<List<InetAddress>> lookUp;
    private long askedAt;
    private volatile List<InetAddress> known = List.of();

    HostAddresses(String host, Resolver resolver) {
        this.host = host;
        this.resolver = resolver;
        this.literal = LITERAL.matcher(host).matches();
    }

    /**
     * Resolves the name anew. When that takes too long, those addresses are used that were found before.
     *
     * @throws IOException when there are none in time
     */
    List<InetAddress> find(Deadline deadline) throws IOException {
        if (literal) {
            return List.of(InetAddress.getByName(host));
        }
        try {
            return lookUp().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (known.isEmpty()) {
                throw new SocketTimeoutException("the name was not resolved in time");
            }
            return known;
        } catch (ExecutionException e) {
            throw new IOException("the name could not be resolved", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Whether the host was still to be found there when it was last looked for. */
    boolean include(InetAddress address) {
        List<InetAddress> now = known;
        return now.isEmpty() || now.contains(address);
    }

    /** Looks again, if the last time is a while ago, and does not wait for it. */
    void refreshIfDue() {
        if (!literal && isDue()) {
            begin();
        }
    }

    private synchronized boolean isDue() {
        return !known.isEmpty() && System.nanoTime() - askedAt >= REFRESH.toNanos();
    }

    private synchronized CompletableFuture<List<InetAddress>> lookUp() {
        begin();
        return requireNonNull(lookUp);
    }

    /** Unless one is under way. A thread that cannot be made is an Error, and nothing is under way then. */
    private synchronized void begin() {
        if (lookUp != null && !lookUp.isDone()) {
            return;
        }
        CompletableFuture<List<InetAddress>> next = new CompletableFuture<>();
        Thread thread = new Thread(() -> resolve(next), "clarify-redis-dns");
        thread.setDaemon(true);
        thread.start();
        askedAt = System.nanoTime();
        lookUp = next;
    }

    private void resolve(CompletableFuture<List<InetAddress>> result) {
        try {
            List<InetAddress> found = List.of(resolver.resolve(host));
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            known = found;
            result.complete(found);
        } catch (UnknownHostException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
