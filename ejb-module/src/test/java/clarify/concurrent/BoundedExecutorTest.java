package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

    private final List<Runnable> tasks = new ArrayList<>();

    @Test
    void refuses_beyond_its_bound_until_a_task_has_ended() {
        BoundedExecutor bounded = new BoundedExecutor(tasks::add, 2);
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
                1);

        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(OutOfMemoryError.class);
        bounded.execute(() -> {});

        assertThat(tasks).hasSize(1);
    }
}
