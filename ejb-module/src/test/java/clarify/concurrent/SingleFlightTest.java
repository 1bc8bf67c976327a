package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SingleFlightTest {

    private static final Optional<ObservedVersion> UNKNOWN = Optional.empty();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Runnable> queued = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger submitted = new AtomicInteger();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayEnd.countDown();
        pool.shutdownNow();
    }

    private static SingleFlight<String, Integer> flight(Executor executor) {
        return new SingleFlight<>(LoadThreads.orCaller(executor), LIMIT);
    }

    /** Of an executor that cannot take a task. */
    static Stream<Throwable> failures() {
        return Stream.of(
                new RejectedExecutionException("full"),
                new OutOfMemoryError("unable to create native thread"),
                new IllegalStateException("the application is being stopped"),
                new NoClassDefFoundError("a class of the server"));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <E extends Throwable> void sneak(Throwable failure) throws E {
        @SuppressWarnings("unchecked")
        E unchecked = (E) failure;
        throw unchecked;
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

    private void submit(Runnable task) {
        submitted.incrementAndGet();
        pool.execute(task);
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
        var singleFlight = flight(queued::add);
        var first = singleFlight.join("key", UNKNOWN, this::load);
        var second = singleFlight.join("key", UNKNOWN, this::load);

        queued.forEach(Runnable::run);

        assertThat(first.await(soon())).isEqualTo(second.await(soon())).isEqualTo(1);
        assertThat(first.isLeading()).isTrue();
        assertThat(second.isLeading()).isFalse();
    }

    @Test
    void a_caller_waits_for_the_next_load_while_one_runs_and_all_others_with_it() throws Exception {
        var singleFlight = flight(pool);
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
        var singleFlight = flight(pool);
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
        var singleFlight = flight(Runnable::run);
        var leader = singleFlight.join("key", seen("a version"), this::load);
        var before = seen("a version");
        leader.release();

        assertThat(singleFlight.join("key", before, this::load).await(soon())).isEqualTo(1);
        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_has_seen_another_version_does_not_join_a_running_load() throws Exception {
        var singleFlight = flight(pool);
        var early = singleFlight.join("key", seen("a version"), this::longLoad);
        running.await();

        var late = singleFlight.join("key", seen("another"), this::load);
        mayEnd.countDown();

        assertThat(early.await(soon())).isEqualTo(1);
        assertThat(late.await(soon())).isEqualTo(2);
    }

    @Test
    void a_load_that_was_released_while_it_ran_is_forgotten_at_its_end() throws Exception {
        var singleFlight = flight(queued::add);
        var givenUp = singleFlight.join("key", seen("a version"), this::load);
        givenUp.release();
        queued.remove(0).run();

        var next = singleFlight.join("key", seen("a version"), this::load);
        queued.remove(0).run();

        assertThat(next.await(soon())).isEqualTo(2);
    }

    @Test
    void nobody_joins_a_load_long_after_its_end_although_its_leader_forgot_to_release_it() throws Exception {
        var singleFlight = flight(Runnable::run);
        singleFlight.join("key", seen("a version"), this::load).await(soon());

        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() ->
                        singleFlight.join("key", seen("a version"), this::load).await(soon()) > 1);
    }

    @Test
    void a_failed_load_fails_those_who_shared_it_and_nobody_after() throws Exception {
        var singleFlight = flight(queued::add);
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
        var singleFlight = SingleFlight.<String, Integer>onCallersThreads(LIMIT);
        Thread here = Thread.currentThread();

        var share = singleFlight.join("key", UNKNOWN, () -> Thread.currentThread() == here ? 1 : 2);

        assertThat(share.await(soon())).isEqualTo(1);
    }

    @Test
    void callers_wait_for_a_place_in_a_full_executor_and_load_nothing_themselves() throws Exception {
        SingleFlight<String, String> flight = new SingleFlight<>(fullUntilTheEnd(), LIMIT);
        var share = flight.join("key", UNKNOWN, () -> Thread.currentThread().getName());
        CompletableFuture<String> loadedBy = CompletableFuture.supplyAsync(() -> awaited(share));
        assertThatThrownBy(() -> loadedBy.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        mayEnd.countDown();

        assertThat(loadedBy.get(10, TimeUnit.SECONDS)).startsWith("pool-");
    }

    @Test
    void a_caller_leaves_at_its_deadline_although_the_executor_is_full_and_nothing_is_loaded_then() throws Exception {
        SingleFlight<String, Integer> flight = new SingleFlight<>(fullUntilTheEnd(), LIMIT);
        var share = flight.join("key", UNKNOWN, loads::incrementAndGet);

        assertThatThrownBy(() -> share.await(System.nanoTime() + SHORT.toNanos()))
                .isInstanceOf(TimeoutException.class);
        assertThat(flight.size()).isZero();
        assertThat(loads).hasValue(0);
    }

    private BoundedExecutor fullUntilTheEnd() throws InterruptedException {
        BoundedExecutor bounded = new BoundedExecutor(pool, Runnable::run, 1);
        bounded.execute(this::waitForEnd);
        running.await();
        return bounded;
    }

    private void waitForEnd() {
        running.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String awaited(SingleFlight<String, String>.Share share) {
        try {
            return share.await(System.nanoTime() + LIMIT.toNanos());
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_many_callers_one_loads_at_a_time_where_the_executor_refuses() throws Exception {
        var singleFlight = SingleFlight.<String, Integer>onCallersThreads(LIMIT);
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
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.orCaller(pool), SHORT);
        var stuck = singleFlight.join("key", seen("a version"), this::longLoad);
        running.await();

        assertThatThrownBy(() -> stuck.await(in(Duration.ofMillis(20)))).isInstanceOf(TimeoutException.class);

        assertThat(singleFlight.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_waits_behind_a_stuck_load_begins_although_its_callers_have_not_given_up() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.orCaller(pool), SHORT);
        singleFlight.join("key", UNKNOWN, this::longLoad);
        running.await();

        var next = singleFlight.join("key", UNKNOWN, this::load);

        assertThat(next.await(soon())).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_the_executor_throws_a_caller_loads_and_so_does_a_later_one(Throwable failure) throws Exception {
        var singleFlight = flight(task -> SingleFlightTest.<RuntimeException>sneak(failure));

        var first = singleFlight.join("key", seen("a version"), this::load);
        var second = singleFlight.join("key", UNKNOWN, this::load);
        assertThat(first.await(soon())).isEqualTo(second.await(soon())).isEqualTo(1);

        assertThat(singleFlight.join("key", UNKNOWN, this::load).await(soon())).isEqualTo(2);
    }

    @Test
    void a_caller_makes_the_load_whose_task_the_executor_has_dropped() throws Exception {
        var singleFlight = flight(task -> {});

        assertThat(singleFlight.join("key", UNKNOWN, this::load).await(soon())).isEqualTo(1);
        assertThat(singleFlight.join("key", UNKNOWN, this::load).await(soon())).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("unhelpfulExecutors")
    void no_caller_waits_for_a_slow_load_past_its_deadline_where_the_executor_begins_none(Executor executor)
            throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.with(executor, pool), LIMIT);
        var hurried = singleFlight.join("key", UNKNOWN, this::longLoad);
        var patient = singleFlight.join("key", UNKNOWN, this::load);

        assertThatThrownBy(() -> hurried.await(in(Duration.ofSeconds(1)))).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();

        assertThat(patient.await(soon())).isEqualTo(1);
    }

    static Stream<Executor> unhelpfulExecutors() {
        return Stream.of(task -> {}, task -> {
            throw new RejectedExecutionException("the application is being stopped");
        });
    }

    @Test
    void a_load_that_the_spare_executor_drops_as_well_is_given_to_it_again() throws Exception {
        AtomicInteger dropped = new AtomicInteger();
        Executor dropsTheFirst = task -> {
            if (dropped.getAndIncrement() > 0) {
                pool.execute(task);
            }
        };
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.with(task -> {}, dropsTheFirst), LIMIT);

        assertThat(singleFlight.join("key", UNKNOWN, this::load).await(soon())).isEqualTo(1);
    }

    @Test
    void of_several_loads_that_were_dropped_all_run_before_the_first_is_awaited() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.with(task -> {}, pool), LIMIT);
        var shares = Stream.of("a", "b", "c")
                .map(key -> singleFlight.join(key, UNKNOWN, this::longLoad))
                .toList();

        for (var share : shares) {
            share.awaitBegin(soon());
        }
        Awaitility.await().until(() -> loads.get() == 3);
        mayEnd.countDown();

        for (var share : shares) {
            assertThat(share.await(soon())).isPositive();
        }
    }

    @Test
    void awaiting_the_begin_ends_at_the_deadline() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.with(task -> {}, task -> {}), LIMIT);
        var share = singleFlight.join("key", UNKNOWN, this::load);

        share.awaitBegin(in(SHORT));

        assertThatThrownBy(() -> share.await(in(SHORT))).isInstanceOf(TimeoutException.class);
        assertThat(singleFlight.size()).isZero();
    }

    @Test
    void a_task_that_begins_when_a_caller_has_made_its_load_does_nothing() throws Exception {
        var singleFlight = flight(queued::add);
        assertThat(singleFlight.join("key", UNKNOWN, this::load).await(soon())).isEqualTo(1);

        queued.remove(0).run();

        assertThat(loads).hasValue(1);
    }

    @Test
    void an_executor_that_throws_although_it_has_taken_the_task_makes_no_second_load() throws Exception {
        var singleFlight = flight(task -> {
            queued.add(task);
            throw new IllegalStateException("a listener of the server failed");
        });
        var share = singleFlight.join("key", UNKNOWN, this::load);

        assertThat(share.await(soon())).isEqualTo(1);
        queued.remove(0).run();

        assertThat(loads).hasValue(1);
    }

    @Test
    void callers_who_give_up_do_not_forget_a_younger_load() throws Exception {
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.orCaller(this::submit), Duration.ofSeconds(5));
        CountDownLatch first = new CountDownLatch(1);
        var early = singleFlight.join("key", seen("a version"), () -> loadUntil(first));
        Awaitility.await().until(() -> loads.get() == 1);
        var late = singleFlight.join("key", UNKNOWN, this::longLoad);
        first.countDown();
        assertThat(early.await(soon())).isEqualTo(1);
        running.await();

        // who has waited for both gives up while the second is young
        assertThatThrownBy(() -> late.await(in(SHORT))).isInstanceOf(TimeoutException.class);
        var third = singleFlight.join("key", UNKNOWN, this::load);
        assertThat(submitted).hasValue(2);
        mayEnd.countDown();

        assertThat(third.await(soon())).isEqualTo(3);
    }

    @Test
    void of_two_who_give_up_on_a_stuck_load_the_second_does_not_forget_the_next_one() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        var singleFlight = new SingleFlight<String, Integer>(LoadThreads.orCaller(this::submit), limit);
        CountDownLatch never = new CountDownLatch(1);
        var leader = singleFlight.join("key", seen("a version"), () -> loadUntil(never));
        Awaitility.await().until(() -> loads.get() == 1);
        var joined = singleFlight.join("key", seen("a version"), this::load);
        var next = singleFlight.join("key", UNKNOWN, this::longLoad);
        assertThatThrownBy(() -> leader.await(in(limit))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> next.await(in(Duration.ofMillis(100)))).isInstanceOf(TimeoutException.class);
        running.await();

        assertThatThrownBy(() -> joined.await(in(SHORT))).isInstanceOf(TimeoutException.class);
        var last = singleFlight.join("key", UNKNOWN, this::load);

        assertThat(submitted).hasValue(2);
        mayEnd.countDown();
        assertThat(last.await(soon())).isEqualTo(3);
        never.countDown();
    }

    @Test
    void who_is_out_of_time_does_not_begin_a_load() {
        var singleFlight = SingleFlight.<String, Integer>onCallersThreads(LIMIT);
        var share = singleFlight.join("key", UNKNOWN, this::load);

        assertThatThrownBy(() -> share.await(System.nanoTime())).isInstanceOf(TimeoutException.class);

        assertThat(loads).hasValue(0);
    }

    @Test
    void loads_that_nobody_waits_for_any_more_leave_nothing_and_are_not_made() {
        var singleFlight = flight(queued::add);
        for (int i = 0; i < 100; i++) {
            var share = singleFlight.join("key " + i, seen("a version"), this::load);
            assertThatThrownBy(() -> share.await(System.nanoTime())).isInstanceOf(TimeoutException.class);
        }

        assertThat(singleFlight.size()).isZero();
        queued.forEach(Runnable::run);
        assertThat(loads).hasValue(0);
    }

    @Test
    void an_interrupted_caller_leaves_nothing_either() {
        var singleFlight = flight(task -> {});
        var share = singleFlight.join("key", UNKNOWN, this::load);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> share.await(soon())).isInstanceOf(InterruptedException.class);
        assertThat(singleFlight.size()).isZero();
    }

    @Test
    void nothing_is_left_of_a_storm_of_callers_slow_loads_and_an_executor_that_fails_in_every_way() {
        Random chance = new Random(11);
        var singleFlight =
                new SingleFlight<String, Integer>(LoadThreads.orCaller(task -> failByChance(chance, task)), SHORT);
        var callers = IntStream.range(0, 2000)
                .mapToObj(i -> CompletableFuture.runAsync(() -> callByChance(singleFlight), pool))
                .toList();
        callers.forEach(caller -> assertThat(caller).succeedsWithin(Duration.ofMinutes(1)));

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> singleFlight.size() == 0);
    }

    private void failByChance(Random chance, Runnable task) {
        int fate = chance.nextInt(4);
        if (fate == 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        if (fate > 1) {
            pool.execute(task);
        }
    }

    private void callByChance(SingleFlight<String, Integer> singleFlight) {
        Random chance = new Random();
        try {
            var share = singleFlight.join(
                    "key " + chance.nextInt(20),
                    chance.nextBoolean() ? UNKNOWN : seen("a version"),
                    () -> chance.nextInt(10) == 0 ? fail() : load());
            share.await(in(Duration.ofMillis(chance.nextInt(50))));
            share.release();
        } catch (ExecutionException | TimeoutException e) {
            // as it must be
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int loadUntil(CountDownLatch end) {
        int number = loads.incrementAndGet();
        try {
            assertThat(end.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }

    private static int await(SingleFlight<String, Integer>.Share share) {
        try {
            return share.await(soon());
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
