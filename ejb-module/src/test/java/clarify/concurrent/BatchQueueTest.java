package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<List<String>> done = new ArrayList<>();

    private BatchQueue<String, String> queue(Executor executor) {
        return new BatchQueue<>(4, 2, executor, done::add);
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
    void a_full_queue_takes_nothing_more() {
        BatchQueue<String, String> queue = queue(Runnable::run);
        for (String item : List.of("a", "b", "c", "d")) {
            assertThat(queue.put(item, item)).isTrue();
        }

        assertThat(queue.put("e", "e")).isFalse();
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

    @Test
    void an_executor_that_refuses_or_fails_is_asked_again_by_the_next_drain() {
        List<RuntimeException> refusals = new ArrayList<>(
                List.of(new RejectedExecutionException("full"), new IllegalStateException("no thread")));
        BatchQueue<String, String> queue = queue(task -> {
            if (!refusals.isEmpty()) {
                throw refusals.remove(0);
            }
            task.run();
        });
        queue.put("a", "a");

        queue.drain();
        assertThatThrownBy(queue::drain).hasMessage("no thread");
        queue.drain();

        assertThat(done).containsExactly(List.of("a"));
    }

    @Test
    void a_batch_that_fails_does_not_end_the_queue() {
        List<String> failing = new ArrayList<>(List.of("once"));
        BatchQueue<String, String> queue = new BatchQueue<>(4, 1, Runnable::run, batch -> {
            if (!failing.isEmpty()) {
                throw new IllegalStateException(failing.remove(0));
            }
            done.add(batch);
        });
        queue.put("a", "a");
        queue.put("b", "b");

        assertThatThrownBy(queue::drain).hasMessage("once");
        queue.drain();

        assertThat(done).containsExactly(List.of("b"));
    }
}
