package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.CacheBean;
import clarify.cache.CacheThreads;
import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryAssignment") // the test stands in for the container
class WarmingTest {

    private final Warming warming = new Warming();
    private final List<UUID> warmed = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean enabled = true;
    private boolean refusing;
    private boolean failing;

    @BeforeEach
    void wire() {
        warming.cache = new CacheBean() {
            @Override
            public boolean isEnabled() {
                return enabled;
            }
        };
        warming.threads = new CacheThreads() {
            @Override
            public void execute(Runnable task) {
                if (refusing) {
                    throw new RejectedExecutionException("full");
                }
                tasks.add(task);
            }
        };
        warming.contexts = new ContextBuilder() {
            @Override
            public Warmed warm(UUID userId) {
                warmed.add(userId);
                if (failing) {
                    throw new IllegalStateException("no");
                }
                return new Warmed(0, 5, 0);
            }
        };
    }

    private void signIn(int persons) {
        for (int i = 0; i < persons; i++) {
            warming.on(new JournalChanged(UUID.randomUUID(), Set.of(Kind.USER)));
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
        assertThat(tasks).isEmpty();

        warming.begin();
        assertThat(warmed).isEmpty();
        runTasks();

        assertThat(warmed).hasSize(1);
    }

    @Test
    void a_cache_that_is_away_is_not_warmed() {
        enabled = false;

        signIn(1);
        warming.begin();

        assertThat(tasks).isEmpty();
    }

    @Test
    void who_signs_in_twice_is_warmed_once() {
        UUID person = UUID.randomUUID();
        warming.on(new JournalChanged(person, Set.of(Kind.USER)));
        warming.on(new JournalChanged(person, Set.of(Kind.USER)));

        warming.begin();
        runTasks();

        assertThat(warmed).containsExactly(person);
    }

    @Test
    void of_too_many_at_once_some_are_passed_over_and_later_ones_are_not() {
        signIn(Warming.LIMIT + 3);
        warming.begin();
        runTasks();
        assertThat(warmed).hasSize(Warming.LIMIT);

        signIn(1);
        warming.begin();
        runTasks();

        assertThat(warmed).hasSize(Warming.LIMIT + 1);
    }

    @Test
    void one_thread_warms_at_a_time() {
        signIn(1);
        warming.begin();
        signIn(1);
        warming.begin();

        assertThat(tasks).hasSize(1);
    }

    @Test
    void neither_a_refusal_nor_a_failure_is_the_end_of_warming() {
        refusing = true;
        signIn(1);
        warming.begin();
        refusing = false;
        failing = true;
        warming.begin();
        runTasks();
        failing = false;

        signIn(1);
        warming.begin();
        runTasks();

        assertThat(warmed).hasSize(2);
    }
}
