package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.logging.LoggedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportedRefusalsTest {

    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final ReportedRefusals executor = new ReportedRefusals(task -> {
        if (!failures.isEmpty()) {
            SingleFlightTest.<RuntimeException>sneak(failures.get(0));
        }
        task.run();
    });

    @ParameterizedTest
    @MethodSource("clarify.concurrent.SingleFlightTest#failures")
    void whatever_the_server_throws_is_a_refusal(Throwable failure) {
        failures.add(failure);

        assertThatThrownBy(() -> executor.execute(() -> ran.add("a task")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasCause(failure);

        assertThat(ran).isEmpty();
    }

    @Test
    void a_row_of_refusals_is_logged_once() {
        try (LoggedRecords logged = new LoggedRecords("clarify.concurrent")) {
            for (int row = 1; row <= 2; row++) {
                failures.add(new OutOfMemoryError("unable to create native thread"));
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
                }
                assertThat(logged.list()).hasSize(row);
                failures.clear();
                executor.execute(() -> ran.add("a task"));
            }
        }
        assertThat(ran).hasSize(2);
    }
}
