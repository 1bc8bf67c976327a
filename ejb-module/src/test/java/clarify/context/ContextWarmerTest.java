package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.ListCache;
import clarify.concurrent.Bulkhead;
import clarify.concurrent.LoadThreads;
import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ContextWarmerTest {

    private final List<UUID> warmed = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean enabled = true;
    private boolean refusing;
    private boolean withoutThreads;
    private boolean failing;

    private final ListCache cache = new NoCache() {
        @Override
        public boolean isEnabled() {
            return enabled;
        }
    };
    private final ContextBuilder contexts =
            new ContextBuilder(
                    new ContextSettings(8000, 5, 10, 3, 3, 3, Duration.ofSeconds(1)),
                    cache,
                    new NoLookups(),
                    LoadThreads.orCaller(Runnable::run),
                    new Bulkhead(1, 1, Duration.ofMinutes(1)),
                    new LengthTokenEstimator(),
                    new SimpleMeterRegistry(),
                    Tracing.none()) {
                @Override
                public Optional<WarmingResult> warm(UUID userId) {
                    warmed.add(userId);
                    if (failing) {
                        throw new IllegalStateException("no");
                    }
                    return Optional.of(new WarmingResult(0, 5, 0));
                }
            };
    private final ContextWarmer warmer = new ContextWarmer(cache, this::execute, contexts);

    private void execute(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("full");
        }
        if (withoutThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        tasks.add(task);
    }

    private void signIn(int persons) {
        for (int i = 0; i < persons; i++) {
            warmer.on(new JournalChanged(UUID.randomUUID(), Set.of(Kind.USER)));
        }
    }

    private void runTasks() {
        List<Runnable> running = List.copyOf(tasks);
        tasks.clear();
        running.forEach(Runnable::run);
    }

    @Test
    void whoever_signs_in_waits_for_nothing() {
        signIn(1);

        assertThat(warmed).isEmpty();
        runTasks();
        assertThat(warmed).hasSize(1);
    }

    @Test
    void a_cache_that_is_away_is_not_warmed() {
        enabled = false;

        signIn(1);

        assertThat(tasks).isEmpty();
    }

    @Test
    void of_many_at_once_some_are_passed_over_and_later_ones_are_not() {
        signIn(ContextWarmer.LIMIT + 3);
        assertThat(tasks).hasSize(ContextWarmer.LIMIT);

        runTasks();
        signIn(1);

        assertThat(tasks).hasSize(1);
    }

    @Test
    void neither_a_refusal_nor_a_failure_is_the_end_of_warming() {
        refusing = true;
        signIn(ContextWarmer.LIMIT);
        refusing = false;
        withoutThreads = true;
        signIn(ContextWarmer.LIMIT);
        withoutThreads = false;
        failing = true;
        signIn(ContextWarmer.LIMIT);
        runTasks();
        failing = false;

        signIn(1);

        assertThat(tasks).hasSize(1);
    }
}
