package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchQueueTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<List<String>> done = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-3);

    private BatchQueue<String, String> queue(Executor executor) {
        return new BatchQueue<>(BatchQueue.Bounds.ofItems(4, 2), executor, done::add, now::get);
    }

    @Test
    void does_what_waits_in_order_and_in_batches_by_one_task() {
        BatchQueue<String, String> queue = queue(tasks::add);
        for (String item : List.of("a", "b", "c")) {
            queue.put(item, item);
            queue.drain();
        }

        assertThat(tasks).hasSize(1);
        tasks.get(0).run();

        assertThat(done).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(queue.underWay()).isEmpty();
    }

    @Test
    void an_item_replaces_the_one_that_waits_in_its_slot_and_goes_to_the_end() {
        BatchQueue<String, String> queue = queue(Runnable::run);
        queue.put("slot", "old");
        queue.put("other", "other");
        queue.put("slot", "new");

        queue.drain();

        assertThat(done).containsExactly(List.of("other", "new"));
    }

    @Test
    void in_a_full_queue_the_oldest_make_room() {
        BatchQueue<String, String> queue = queue(tasks::add);
        for (String item : List.of("a", "b", "c", "d")) {
            assertThat(queue.put(item, item)).isEmpty();
        }

        assertThat(queue.put("e", "e")).containsExactly("a");
        assertThat(queue.put("b", "b")).isEmpty();

        queue.drain();
        tasks.get(0).run();
        assertThat(done).containsExactly(List.of("c", "d"), List.of("e", "b"));
    }

    @Test
    void is_bounded_by_weight_and_so_is_each_batch() {
        BatchQueue<String, String> queue = new BatchQueue<>(
                new BatchQueue.Bounds<>(100, 10, 100, 4, String::length), tasks::add, done::add, now::get);
        queue.put("1", "aaa");
        queue.put("2", "bbb");
        queue.put("3", "cc");
        queue.put("4", "dd");
        assertThat(queue.weight()).isEqualTo(10);

        assertThat(queue.put("5", "eeeee")).containsExactly("aaa", "bbb");
        assertThat(queue.weight()).isEqualTo(9);
        queue.put("3", "c");
        assertThat(queue.remove("3")).isEqualTo("c");
        queue.put("3", "c");
        assertThat(queue.put("6", "far too heavy")).containsExactly("far too heavy");

        queue.drain();
        tasks.get(0).run();
        assertThat(done).containsExactly(List.of("dd"), List.of("eeeee"), List.of("c"));
        assertThat(queue.weight()).isZero();
    }

    @Test
    void knows_what_is_under_way_and_forgets_what_is_removed() {
        List<String> seen = new ArrayList<>();
        List<BatchQueue<String, String>> self = new ArrayList<>();
        BatchQueue<String, String> queue = new BatchQueue<>(
                4, 1, Runnable::run, batch -> seen.addAll(self.get(0).underWay()));
        self.add(queue);
        queue.put("a", "a");
        queue.put("b", "b");

        assertThat(queue.remove("b")).isEqualTo("b");
        assertThat(queue.remove("b")).isNull();
        queue.drain();

        assertThat(seen).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("clarify.concurrent.SingleFlightTest#failures")
    void whatever_the_executor_throws_the_next_drain_asks_it_again(Throwable failure) {
        List<Throwable> failures = new ArrayList<>(List.of(failure));
        BatchQueue<String, String> queue = queue(task -> {
            if (!failures.isEmpty()) {
                SingleFlightTest.<RuntimeException>sneak(failures.remove(0));
            }
            task.run();
        });
        queue.put("a", "a");

        queue.drain();
        assertThat(done).isEmpty();
        queue.drain();

        assertThat(done).containsExactly(List.of("a"));
    }

    @Test
    void a_task_that_was_accepted_and_does_not_begin_is_replaced() {
        BatchQueue<String, String> queue = queue(tasks::add);
        queue.put("a", "a");
        queue.drain();
        now.addAndGet(TaskStart.LIMIT.toNanos() - 1);
        queue.drain();
        assertThat(tasks).hasSize(1);

        now.addAndGet(1);
        queue.drain();
        assertThat(tasks).hasSize(2);
        tasks.get(1).run();

        assertThat(done).containsExactly(List.of("a"));
    }

    @Test
    void a_task_that_begins_after_it_was_replaced_does_nothing() {
        BatchQueue<String, String> queue = queue(tasks::add);
        queue.put("a", "a");
        queue.drain();
        now.addAndGet(TaskStart.LIMIT.toNanos());
        queue.drain();

        tasks.get(0).run();
        assertThat(done).isEmpty();

        tasks.get(1).run();
        tasks.get(1).run();
        assertThat(done).containsExactly(List.of("a"));
    }

    @Test
    void a_task_that_was_refused_and_begins_all_the_same_does_nothing() {
        BatchQueue<String, String> queue = queue(task -> {
            tasks.add(task);
            throw new IllegalStateException("a listener of the server failed");
        });
        queue.put("a", "a");
        queue.drain();
        queue.drain();
        assertThat(tasks).hasSize(2);

        tasks.forEach(Runnable::run);

        assertThat(done).isEmpty();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void a_task_that_was_refused_after_it_has_begun_is_not_joined_by_another() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        BatchQueue<String, String> queue = new BatchQueue<>(
                BatchQueue.Bounds.ofItems(4, 1),
                task -> {
                    tasks.add(task);
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    thread.start();
                    await(begun);
                    throw new IllegalStateException("a listener of the server failed");
                },
                batch -> {
                    begun.countDown();
                    await(goOn);
                    done.add(batch);
                },
                now::get);
        queue.put("a", "a");
        queue.drain();
        queue.put("b", "b");

        queue.drain();
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tasks).hasSize(1);
        assertThat(done).containsExactly(List.of("a"), List.of("b"));
        queue.put("c", "c");
        queue.drain();
        assertThat(tasks).hasSize(2);
        threads.get(1).join();
    }

    @Test
    void a_task_that_was_refused_after_it_has_ended_is_followed_by_another() {
        BatchQueue<String, String> queue = queue(task -> {
            task.run();
            throw new IllegalStateException("a listener of the server failed");
        });
        queue.put("a", "a");
        queue.drain();
        queue.put("b", "b");

        queue.drain();

        assertThat(done).containsExactly(List.of("a"), List.of("b"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_task_that_has_begun_is_never_joined_by_another() {
        List<BatchQueue<String, String>> self = new ArrayList<>();
        BatchQueue<String, String> queue = new BatchQueue<>(
                BatchQueue.Bounds.ofItems(4, 1),
                tasks::add,
                batch -> {
                    now.addAndGet(TaskStart.LIMIT.toNanos() * 2);
                    self.get(0).drain();
                    done.add(batch);
                },
                now::get);
        self.add(queue);
        queue.put("a", "a");
        queue.put("b", "b");
        queue.drain();

        tasks.get(0).run();

        assertThat(tasks).hasSize(1);
        assertThat(done).containsExactly(List.of("a"), List.of("b"));
    }

    @ParameterizedTest
    @MethodSource("clarify.concurrent.SingleFlightTest#failures")
    void a_batch_that_fails_does_not_keep_the_next_ones_from_being_done(Throwable failure) {
        List<Throwable> failures = new ArrayList<>(List.of(failure, failure));
        BatchQueue<String, String> queue = new BatchQueue<>(4, 1, Runnable::run, batch -> {
            if (!failures.isEmpty()) {
                SingleFlightTest.<RuntimeException>sneak(failures.remove(0));
            }
            done.add(batch);
        });
        for (String item : List.of("a", "b", "c", "d")) {
            queue.put(item, item);
        }

        try (LoggedRecords logged = new LoggedRecords("clarify.concurrent")) {
            queue.drain();

            assertThat(logged.list()).hasSize(1);
        }
        assertThat(done).containsExactly(List.of("c"), List.of("d"));
        assertThat(queue.size()).isZero();
        assertThat(queue.underWay()).isEmpty();
    }
}
