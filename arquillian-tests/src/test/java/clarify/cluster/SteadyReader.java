package clarify.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests the same of people in turn at a fixed rate, whatever becomes of the requests before. A latency counts
 * from the moment for which the request was planned.
 */
final class SteadyReader {
    private static final int THREADS = 16;

    private final int port;
    private final String path;
    private final long interval;
    private final List<String> tokens;
    private final Consumer<Reading> readings;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private volatile long end = Long.MAX_VALUE;
    private final List<Thread> threads;

    /**
     * What came of one request.
     *
     * @param reply null if there was none
     * @param failure why, if there was none
     * @param planned when it was to be sent, since the reader began
     */
    record Reading(ContextClient.@Nullable Reply reply, String failure, Duration planned, Duration latency) {}

    /**
     * Begins to read.
     *
     * @param rate requests a second
     * @param readings is called on several threads
     */
    SteadyReader(int port, String path, int rate, List<String> tokens, Consumer<Reading> readings) {
        this.port = port;
        this.path = path;
        this.interval = Duration.ofSeconds(1).toNanos() / rate;
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
        long moment = number * interval;
        TimeUnit.NANOSECONDS.sleep(moment - now());
        return moment < end;
    }

    private long now() {
        return System.nanoTime() - begin;
    }

    private void read(ContextClient client, long number) {
        Duration planned = Duration.ofNanos(number * interval);
        try {
            ContextClient.Reply reply = client.get(path, tokens.get((int) (number % tokens.size())));
            readings.accept(new Reading(reply, "", planned, latency(planned)));
        } catch (IOException | RuntimeException e) {
            readings.accept(new Reading(null, e.toString(), planned, latency(planned)));
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
