package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private static boolean never(Object outcome) {
        return false;
    }

    private CompletableFuture<String> begin(Bulkhead bulkhead, String caller) {
        return CompletableFuture.supplyAsync(() -> call(bulkhead, caller), threads);
    }

    private String call(Bulkhead bulkhead, String caller) {
        try {
            return bulkhead.call(
                    caller,
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        mayEnd.await();
                        running.decrementAndGet();
                        return "done";
                    },
                    BulkheadTest::never);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<CompletableFuture<String>> hanging(Bulkhead bulkhead, String caller, int calls) {
        int before = running.get();
        List<CompletableFuture<String>> hanging = new ArrayList<>(
                IntStream.range(0, calls).mapToObj(i -> begin(bulkhead, caller)).toList());
        Awaitility.await().until(() -> running.get() == before + calls);
        return hanging;
    }

    private void waiting(Bulkhead bulkhead, String caller, int calls) {
        int before = bulkhead.waiting();
        for (int i = 0; i < calls; i++) {
            var unused = begin(bulkhead, caller);
        }
        Awaitility.await().until(() -> bulkhead.waiting() == before + calls);
    }

    @Test
    void while_calls_end_the_others_wait_and_never_are_there_too_many_at_once() {
        Bulkhead bulkhead = new Bulkhead(3, 3, MINUTE);
        List<CompletableFuture<String>> calls = hanging(bulkhead, "maya", 3);
        IntStream.range(0, 6).forEach(i -> calls.add(begin(bulkhead, "maya")));
        mayEnd.countDown();

        assertThat(calls)
                .allSatisfy(call -> assertThat(call).succeedsWithin(MINUTE).isEqualTo("done"));
        assertThat(most).hasValue(3);
        assertThat(bulkhead.callers()).isZero();
    }

    @Test
    void when_none_ends_who_comes_is_refused_and_who_waits_as_well() {
        Bulkhead bulkhead = new Bulkhead(2, 2, Duration.ofMillis(50));
        hanging(bulkhead, "maya", 2);

        assertThat(begin(bulkhead, "noam"))
                .failsWithin(MINUTE)
                .withThrowableThat()
                .withCauseInstanceOf(BulkheadFull.class);
        assertThatThrownBy(() -> call(bulkhead, "noam")).isInstanceOf(BulkheadFull.class);
        assertThat(bulkhead.callers()).isEqualTo(1);
    }

    @Test
    void for_each_place_two_wait_and_who_comes_then_is_refused() {
        Bulkhead bulkhead = new Bulkhead(4, 2, MINUTE);
        hanging(bulkhead, "maya", 2);
        waiting(bulkhead, "maya", 4);
        assertThatThrownBy(() -> call(bulkhead, "maya")).isInstanceOf(BulkheadFull.class);

        hanging(bulkhead, "noam", 2);
        waiting(bulkhead, "noam", 4);
        assertThatThrownBy(() -> call(bulkhead, "tal")).isInstanceOf(BulkheadFull.class);
    }

    @Test
    void who_counts_for_nobody_waits_however_many_others_do() {
        Bulkhead bulkhead = new Bulkhead(1, 1, MINUTE);
        hanging(bulkhead, "maya", 1);
        List<CompletableFuture<String>> calls = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> bulkhead.supply(() -> "done", BulkheadTest::never), threads))
                .toList();
        Awaitility.await().until(() -> bulkhead.waiting() == 100);
        mayEnd.countDown();

        assertThat(calls)
                .allSatisfy(call -> assertThat(call).succeedsWithin(MINUTE).isEqualTo("done"));
    }

    @Test
    void one_caller_leaves_places_to_the_others() throws Exception {
        Bulkhead bulkhead = new Bulkhead(4, 2, Duration.ofMillis(50));
        hanging(bulkhead, "maya", 2);

        assertThatThrownBy(() -> call(bulkhead, "maya")).isInstanceOf(BulkheadFull.class);
        assertThat(bulkhead.<String>call("noam", () -> "done", BulkheadTest::never))
                .isEqualTo("done");
    }

    @Test
    void after_a_hang_there_is_place_again() throws Exception {
        Bulkhead bulkhead = new Bulkhead(2, 2, Duration.ofMillis(50));
        List<CompletableFuture<String>> hanging = hanging(bulkhead, "maya", 2);
        assertThatThrownBy(() -> call(bulkhead, "noam")).isInstanceOf(BulkheadFull.class);

        mayEnd.countDown();
        assertThat(hanging).allSatisfy(call -> assertThat(call).succeedsWithin(MINUTE));

        assertThat(bulkhead.<String>call("noam", () -> "done", BulkheadTest::never))
                .isEqualTo("done");
        assertThat(bulkhead.callers()).isZero();
    }

    @Test
    void where_calls_end_by_hanging_nobody_waits_until_one_has_ended_well() throws Exception {
        Bulkhead bulkhead = new Bulkhead(2, 2, MINUTE);
        hanging(bulkhead, "maya", 1);
        assertThat(bulkhead.<String>call("noam", () -> "in vain", outcome -> outcome.equals("in vain")))
                .isEqualTo("in vain");
        hanging(bulkhead, "noam", 1);

        assertThatThrownBy(() -> call(bulkhead, "tal")).isInstanceOf(BulkheadFull.class);
    }

    @Test
    void a_call_within_a_call_takes_no_place() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofMillis(50));

        assertThat(bulkhead.<String>call(
                        "maya", () -> bulkhead.call("maya", () -> "done", BulkheadTest::never), BulkheadTest::never))
                .isEqualTo("done");
    }

    @Test
    void what_fails_gives_its_place_back() {
        Bulkhead bulkhead = new Bulkhead(1, 1, MINUTE);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> bulkhead.call(
                            "maya",
                            () -> {
                                throw new StackOverflowError("deep");
                            },
                            BulkheadTest::never))
                    .isInstanceOf(StackOverflowError.class);
        }
        assertThat(bulkhead.callers()).isZero();
    }

    @Test
    void who_is_interrupted_while_waiting_takes_no_place() {
        Bulkhead bulkhead = new Bulkhead(1, 1, MINUTE);
        hanging(bulkhead, "maya", 1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> bulkhead.call("noam", () -> "done", BulkheadTest::never))
                .isInstanceOf(InterruptedException.class);
        assertThat(bulkhead.callers()).isEqualTo(1);
    }
}
