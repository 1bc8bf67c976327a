package clarify.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Requests explained contexts of people in turn at a fixed rate, whatever becomes of the requests before. A latency counts
 * from the moment for which the request was planned.
 */
final class SteadyReader {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos() / Integer.getInteger("rate", 50);
    private static final int THREADS = 16;

    private final int port;
    private final List<String> tokens;
    private final Readings readings;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private volatile long end = Long.MAX_VALUE;
    private final List<Thread> threads;

    /** Begins to read. */
    SteadyReader(int port, List<String> tokens, Readings readings) {
        this.port = port;
        this.tokens = tokens;
        this.readings = readings;
        threads = Stream.generate(() -> new Thread(this::read, "steady-reader"))
                .limit(THREADS)
                .toList();
        threads.forEach(Thread::start);
    }

    private void read() {
        try (var client = new ContextClient(port, "application/json")) {
            for (long number = next.getAndIncrement(); awaitMoment(number); number = next.getAndIncrement()) {
                read(client, number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the moment of that request comes before the end. */
    private boolean awaitMoment(long number) throws InterruptedException {
        long moment = number * INTERVAL;
        TimeUnit.NANOSECONDS.sleep(moment - now());
        return moment < end;
    }

    private long now() {
        return System.nanoTime() - begin;
    }

    private void read(ContextClient client, long number) {
        Duration planned = Duration.ofNanos(number * INTERVAL);
        try {
            ContextClient.Reply reply = client.context(tokens.get((int) (number % tokens.size())));
            readings.answered(reply, planned, latency(planned));
        } catch (IOException | RuntimeException e) {
            readings.failed(e.toString(), planned, latency(planned));
        }
    }

    private Duration latency(Duration planned) {
        return Duration.ofNanos(now()).minus(planned);
    }

    /** Waits for the answers to all requests that were planned until now. */
    void end() throws InterruptedException {
        end = now();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
