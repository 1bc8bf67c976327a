package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-3);

    @Test
    void refuses_beyond_its_bound_until_a_task_has_ended() {
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, Runnable::run, 2);
        bounded.execute(() -> {});
        bounded.execute(() -> {
            throw new IllegalStateException("failed");
        });
        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);

        assertThatThrownBy(tasks.get(1)::run).hasMessage("failed");
        bounded.execute(() -> {});

        assertThat(tasks).hasSize(3);
    }

    @Test
    void keeps_no_place_for_a_task_that_the_other_executor_refuses() {
        List<Throwable> failures =
                new ArrayList<>(List.of(new RejectedExecutionException("full"), new OutOfMemoryError("no thread")));
        BoundedExecutor bounded = new BoundedExecutor(
                task -> {
                    Throwable failure = failures.isEmpty() ? null : failures.remove(0);
                    if (failure instanceof RuntimeException refused) {
                        throw refused;
                    }
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    tasks.add(task);
                },
                Runnable::run,
                1);

        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> bounded.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);
        bounded.execute(() -> {});

        assertThat(tasks).hasSize(1);
    }

    @Test
    void the_places_of_tasks_that_the_other_executor_drops_come_back() {
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, Runnable::run, 2, now::get);
        bounded.execute(() -> {});
        bounded.execute(() -> {});
        now.addAndGet(TaskStart.LIMIT.toNanos() - 1);
        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);

        now.addAndGet(1);
        assertThat(bounded.size()).isZero();
        bounded.execute(() -> {});
        bounded.execute(() -> {});

        assertThat(tasks).hasSize(4);
    }

    @Test
    void a_task_that_begins_too_late_runs_only_where_a_place_is_free() {
        List<String> ran = new ArrayList<>();
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, Runnable::run, 1, now::get);
        bounded.execute(() -> ran.add("first"));
        now.addAndGet(TaskStart.LIMIT.toNanos());
        bounded.execute(() -> ran.add("second"));

        tasks.get(0).run();
        assertThat(ran).isEmpty();
        tasks.get(1).run();
        tasks.get(0).run();

        assertThat(ran).containsExactly("second", "first");
        assertThat(bounded.size()).isZero();
    }

    @Test
    void a_task_that_was_dropped_runs_on_a_spare_thread_in_its_own_place() {
        List<Integer> taken = new ArrayList<>();
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, Runnable::run, 1, now::get);
        Runnable dropped = () -> taken.add(bounded.size());
        bounded.execute(dropped);
        assertThatThrownBy(() -> bounded.executeOnSpare(() -> {})).isInstanceOf(ExecutorFull.class);

        bounded.executeOnSpare(dropped);

        assertThat(taken).containsExactly(1);
        assertThat(bounded.size()).isZero();
    }

    @Test
    void where_no_spare_thread_can_be_had_the_place_is_given_back() {
        BoundedExecutor bounded = new BoundedExecutor(
                tasks::add,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                1,
                now::get);
        Runnable dropped = () -> {};
        bounded.execute(dropped);

        assertThatThrownBy(() -> bounded.executeOnSpare(dropped)).isInstanceOf(OutOfMemoryError.class);

        assertThat(bounded.size()).isZero();
    }

    @Test
    void a_task_that_has_begun_keeps_its_place_however_long_it_takes() {
        BoundedExecutor bounded = new BoundedExecutor(Runnable::run, Runnable::run, 1, now::get);

        bounded.execute(() -> {
            now.addAndGet(TaskStart.LIMIT.toNanos() * 10);
            assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        });

        assertThat(bounded.size()).isZero();
    }

    @Test
    void a_task_that_fails_on_the_callers_thread_gives_one_place_back_and_not_two() {
        BoundedExecutor bounded = new BoundedExecutor(Runnable::run, Runnable::run, 1, now::get);
        assertThatThrownBy(() -> bounded.execute(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        bounded.execute(() ->
                assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class));
    }
}
