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
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one host is to be found. A resolver knows no time limit, so it works on a thread of its own, one look-up at a time,
 * and another one beside those that seem to be lost. Thread-safe.
 */
final class HostAddresses {

    /** As often as a JVM's own cache of names forgets. */
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private static final Pattern LITERAL = literals();

    /** Look-ups that never return. */
    private static final int MOST_AT_ONCE = 3;

    private final String host;
    private final Resolver resolver;
    private final LongSupplier nanoClock;
    private final boolean literal;

    private @Nullable CompletableFuture<List<InetAddress>> lookUp;
    private long askedAt;
    private long begun;
    private long answered;
    private int underWay;
    private volatile List<InetAddress> known = List.of();

    HostAddresses(String host, Resolver resolver) {
        this(host, resolver, System::nanoTime);
    }

    HostAddresses(String host, Resolver resolver, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.host = host;
        this.resolver = resolver;
        this.literal = LITERAL.matcher(host).matches();
        if (literal) {
            known = parsed();
        }
    }

    /** Nobody is asked. None for what looks like an address and is none. */
    private List<InetAddress> parsed() {
        try {
            return List.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /**
     * Resolves the name anew. When that fails or takes too long, those addresses are used that were found before.
     *
     * @throws IOException when there are none in time
     */
    List<InetAddress> find(Deadline deadline) throws IOException {
        if (literal) {
            return knownOr(new UnknownHostException(host));
        }
        try {
            return lookUp().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return knownOr(new SocketTimeoutException("the name was not resolved in time"));
        } catch (ExecutionException e) {
            return knownOr(new IOException("the name could not be resolved", e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private List<InetAddress> knownOr(IOException failure) throws IOException {
        List<InetAddress> before = known;
        if (before.isEmpty()) {
            throw failure;
        }
        return before;
    }

    /** Whether the host was to be found there when it was last looked for; before that it is found nowhere. */
    boolean include(InetAddress address) {
        return known.contains(address);
    }

    /** Looks again, if the last time is a while ago, and does not wait for it. */
    void refreshIfDue() {
        if (!literal && isDue()) {
            begin();
        }
    }

    private synchronized boolean isDue() {
        return !known.isEmpty() && isOld();
    }

    private synchronized boolean isOld() {
        return nanoClock.getAsLong() - askedAt >= REFRESH.toNanos();
    }

    private synchronized CompletableFuture<List<InetAddress>> lookUp() {
        begin();
        return requireNonNull(lookUp);
    }

    /** Unless one is under way that may still return. A thread that cannot be made is an Error, and nothing is under way then. */
    private synchronized void begin() {
        if (lookUp != null && !lookUp.isDone() && (!isOld() || underWay >= MOST_AT_ONCE)) {
            return;
        }
        CompletableFuture<List<InetAddress>> next = new CompletableFuture<>();
        long number = begun + 1;
        Thread thread = new Thread(() -> resolve(next, number), "clarify-redis-dns");
        thread.setDaemon(true);
        thread.start();
        begun = number;
        underWay++;
        askedAt = nanoClock.getAsLong();
        lookUp = next;
    }

    private void resolve(CompletableFuture<List<InetAddress>> result, long number) {
        try {
            List<InetAddress> found = List.of(resolver.resolve(host));
            if (found.isEmpty()) {
                throw new UnknownHostException(host);
            }
            learn(found, number);
            result.complete(found);
        } catch (UnknownHostException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            ended();
        }
    }

    /** What was asked for before is older, although it comes later. */
    private synchronized void learn(List<InetAddress> found, long number) {
        if (number > answered) {
            answered = number;
            known = found;
        }
    }

    private synchronized void ended() {
        underWay--;
    }

    /** Only what the JDK takes for an address, or refuses, without asking anybody. */
    private static Pattern literals() {
        String number = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
        return Pattern.compile(number + "(\\." + number + "){3}|[0-9a-fA-F]*:.*");
    }
}
