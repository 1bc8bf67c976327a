package clarify.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.context.Context;
import clarify.context.ContextSection;
import clarify.invalidation.ObjectGraph.Held;
import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * With a lock that every warm build takes, however shortly, a few more threads than processors are slower than one: whoever
 * holds it is stopped by the others that wait for it.
 */
class SharedLocksTest {

    private static final Duration PLENTY = Duration.ofSeconds(20);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    @AutoClose
    private final Node node = new Node(redis.uri(), new SharedDatabase());

    /** Whatever an object of this project could lock: itself, or what it holds. */
    private static List<Object> locks(Object root) {
        Set<Object> locks = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Held held : ObjectGraph.from(root)) {
            Object value = held.value();
            if (ObjectGraph.isOurs(value)
                    || value instanceof Map
                    || value instanceof Collection
                    || value instanceof Lock
                    || value.getClass() == Object.class) {
                locks.add(value);
            }
        }
        return List.copyOf(locks);
    }

    /** Runs it with all of them held. */
    private static void holding(List<Object> locks, Runnable action) {
        if (locks.isEmpty()) {
            action.run();
            return;
        }
        Object first = locks.get(0);
        synchronized (first) {
            if (first instanceof Lock lock) {
                lock.lock();
            }
            try {
                holding(locks.subList(1, locks.size()), action);
            } finally {
                if (first instanceof Lock lock) {
                    lock.unlock();
                }
            }
        }
    }

    private static Context answer(FutureTask<Context> build, Thread builder) {
        try {
            return build.get(PLENTY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("waits at " + Arrays.toString(builder.getStackTrace()), e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_warm_build_takes_no_lock_that_another_thread_could_hold() {
        UUID person = UUID.randomUUID();
        node.poll();
        node.warm(person);
        node.warm(person);
        List<Object> locks = locks(node);
        assertThat(locks).hasSizeGreaterThan(50);
        FutureTask<Context> build = new FutureTask<>(() -> node.build(person));
        Thread builder = new Thread(build);

        holding(locks, () -> {
            builder.start();
            assertThat(answer(build, builder).sections())
                    .extracting(ContextSection::source)
                    .containsOnly(Context.Source.CACHE);
        });
    }
}
