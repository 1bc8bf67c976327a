package clarify.cluster;

import clarify.testkit.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Callers that come within a second and each make a call again and again, after an answer with {@code Retry-After} up to a
 * second later than it says.
 */
final class Crowd implements Load {
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Supplier<Answer> call;
    private final Answers answers;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final ExecutorService threads;

    Crowd(int callers, Supplier<Answer> call, Answers answers) {
        this.call = call;
        this.answers = answers;
        threads = Executors.newFixedThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            threads.execute(this::callUntilTheEnd);
        }
    }

    private void callUntilTheEnd() {
        try {
            for (Duration wait = atRandom(); !ending.await(wait.toMillis(), TimeUnit.MILLISECONDS); ) {
                wait = callAndCount();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to wait for the next call. */
    private Duration callAndCount() {
        try {
            Answer answer = call.get();
            answers.count(answer.status());
            String wait = answer.header("Retry-After");
            return wait.isEmpty()
                    ? Duration.ZERO
                    : Duration.ofSeconds(Long.parseLong(wait)).plus(atRandom());
        } catch (UncheckedIOException e) {
            answers.countNone();
            return AFTER_A_FAILURE;
        }
    }

    /** Up to a second. */
    static Duration atRandom() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(1_000));
    }

    @Override
    public void end() {
        ending.countDown();
        threads.shutdown();
    }

    @Override
    public void awaitLastAnswer() throws InterruptedException {
        if (!threads.awaitTermination(3, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not answered");
        }
    }
}
