package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private static final Optional<ObservedVersion> UNKNOWN = Optional.empty();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Runnable> queued = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayEnd.countDown();
        pool.shutdownNow();
    }

    private static Optional<ObservedVersion> seen(String version) {
        return Optional.of(new ObservedVersion(version, System.nanoTime()));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static long soon() {
        return in(Duration.ofMinutes(1));
    }

    /** Numbers its loads. */
    private int load() {
        return loads.incrementAndGet();
    }

    private int longLoad() {
        int number = loads.incrementAndGet();
        running.countDown();
        try {
            assertThat(mayEnd.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }

    private static int fail() {
        throw new IllegalStateException("no database");
    }

    @Test
    void callers_share_a_load_that_has_not_begun() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(queued::add);
        var first = singleFlight.join("key", UNKNOWN, this::load);
        var second = singleFlight.join("key", UNKNOWN, this::load);

        queued.forEach(Runnable::run);

        assertThat(first.await(soon())).isEqualTo(second.await(soon())).isEqualTo(1);
        assertThat(first.isLeading()).isTrue();
        assertThat(second.isLeading()).isFalse();
    }

    @Test
    void a_caller_waits_for_the_next_load_while_one_runs_and_all_others_with_it() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(pool);
        var early = singleFlight.join("key", UNKNOWN, this::longLoad);
        running.await();

        var late = IntStream.range(0, 100)
                .mapToObj(i -> singleFlight.join("key", UNKNOWN, this::load))
                .toList();
        mayEnd.countDown();

        assertThat(early.await(soon())).isEqualTo(1);
        for (var each : late) {
            assertThat(each.await(soon())).isEqualTo(2);
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void who_has_seen_the_same_version_joins_a_running_and_an_ended_load_until_the_release() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(pool);
        var leader = singleFlight.join("key", seen("a version"), this::longLoad);
        running.await();

        var joining = singleFlight.join("key", seen("a version"), this::load);
        mayEnd.countDown();

        assertThat(joining.await(soon())).isEqualTo(leader.await(soon())).isEqualTo(1);
        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(1);
        leader.release();
        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_had_looked_before_the_release_and_comes_after_it_still_joins() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(Runnable::run);
        var leader = singleFlight.join("key", seen("a version"), this::load);
        var before = seen("a version");
        leader.release();

        assertThat(singleFlight.join("key", before, this::load).await(soon())).isEqualTo(1);
        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_has_seen_another_version_does_not_join_a_running_load() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(pool);
        var early = singleFlight.join("key", seen("a version"), this::longLoad);
        running.await();

        var late = singleFlight.join("key", seen("another"), this::load);
        mayEnd.countDown();

        assertThat(early.await(soon())).isEqualTo(1);
        assertThat(late.await(soon())).isEqualTo(2);
    }

    @Test
    void a_load_that_was_released_while_it_ran_is_forgotten_at_its_end() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(queued::add);
        var givenUp = singleFlight.join("key", seen("a version"), this::load);
        givenUp.release();
        queued.remove(0).run();

        var next = singleFlight.join("key", seen("a version"), this::load);
        queued.remove(0).run();

        assertThat(next.await(soon())).isEqualTo(2);
    }

    @Test
    void nobody_joins_a_load_long_after_its_end_although_its_leader_forgot_to_release_it() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(Runnable::run);
        singleFlight.join("key", seen("a version"), this::load).await(soon());

        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() ->
                        singleFlight.join("key", seen("a version"), this::load).await(soon()) > 1);
    }

    @Test
    void a_failed_load_fails_those_who_shared_it_and_nobody_after() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(queued::add);
        var first = singleFlight.join("key", seen("a version"), SingleFlightTest::fail);
        var second = singleFlight.join("key", seen("a version"), this::load);
        queued.remove(0).run();

        assertThatThrownBy(() -> first.await(soon()))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no database");
        assertThatThrownBy(() -> second.await(soon())).isInstanceOf(ExecutionException.class);

        var third = singleFlight.join("key", seen("a version"), this::load);
        queued.remove(0).run();
        assertThat(third.await(soon())).isEqualTo(1);
    }

    @Test
    void one_of_the_callers_loads_where_the_executor_refuses() throws Exception {
        var singleFlight = SingleFlight.<String, Integer>onCallersThreads();
        Thread here = Thread.currentThread();

        var share = singleFlight.join("key", UNKNOWN, () -> Thread.currentThread() == here ? 1 : 2);

        assertThat(share.await(soon())).isEqualTo(1);
    }

    @Test
    void of_many_callers_one_loads_at_a_time_where_the_executor_refuses() throws Exception {
        var singleFlight = SingleFlight.<String, Integer>onCallersThreads();
        Supplier<Integer> load = this::longLoad;
        var early = CompletableFuture.supplyAsync(() -> await(singleFlight.join("key", UNKNOWN, load)), pool);
        running.await();
        AtomicInteger joined = new AtomicInteger();
        var late = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            var share = singleFlight.join("key", UNKNOWN, this::load);
                            joined.incrementAndGet();
                            return await(share);
                        },
                        pool))
                .toList();
        Awaitility.await().until(() -> joined.get() == 20);
        mayEnd.countDown();

        assertThat(early.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        for (var each : late) {
            assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo(2);
        }
    }

    @Test
    void nobody_waits_longer_than_the_deadline_and_the_next_load_does_not_wait_for_the_stuck_one() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(pool);
        var stuck = singleFlight.join("key", seen("a version"), this::longLoad);
        running.await();

        assertThatThrownBy(() -> stuck.await(in(Duration.ofMillis(20)))).isInstanceOf(TimeoutException.class);

        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_waited_behind_a_stuck_load_begins_when_its_callers_give_up() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(pool);
        var stuck = singleFlight.join("key", UNKNOWN, this::longLoad);
        running.await();
        var next = singleFlight.join("key", UNKNOWN, this::load);

        assertThatThrownBy(() -> stuck.await(in(Duration.ofMillis(20)))).isInstanceOf(TimeoutException.class);

        assertThat(next.await(soon())).isEqualTo(2);
    }

    private static int await(SingleFlight<String, Integer>.Share share) {
        try {
            return share.await(soon());
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
