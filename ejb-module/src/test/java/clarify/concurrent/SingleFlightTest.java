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
    private final List<Runnable> runway = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch inTheAir = new CountDownLatch(1);
    private final CountDownLatch mayLand = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayLand.countDown();
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
        inTheAir.countDown();
        try {
            assertThat(mayLand.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }

    private static int fail() {
        throw new IllegalStateException("no fuel");
    }

    @Test
    void callers_share_a_flight_that_has_not_taken_off() throws Exception {
        var flights = new SingleFlight<String, Integer>(runway::add);
        var first = flights.join("key", UNKNOWN, this::load);
        var second = flights.join("key", UNKNOWN, this::load);

        runway.forEach(Runnable::run);

        assertThat(first.await(soon())).isEqualTo(second.await(soon())).isEqualTo(1);
        assertThat(first.isLeading()).isTrue();
        assertThat(second.isLeading()).isFalse();
    }

    @Test
    void a_caller_waits_for_the_next_flight_when_one_is_in_the_air_and_all_others_with_it() throws Exception {
        var flights = new SingleFlight<String, Integer>(pool);
        var early = flights.join("key", UNKNOWN, this::longLoad);
        inTheAir.await();

        var late = IntStream.range(0, 100)
                .mapToObj(i -> flights.join("key", UNKNOWN, this::load))
                .toList();
        mayLand.countDown();

        assertThat(early.await(soon())).isEqualTo(1);
        for (var each : late) {
            assertThat(each.await(soon())).isEqualTo(2);
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void who_has_seen_the_same_version_joins_in_the_air_and_after_the_landing_until_the_release() throws Exception {
        var flights = new SingleFlight<String, Integer>(pool);
        var leader = flights.join("key", seen("a version"), this::longLoad);
        inTheAir.await();

        var joining = flights.join("key", seen("a version"), this::load);
        mayLand.countDown();

        assertThat(joining.await(soon())).isEqualTo(leader.await(soon())).isEqualTo(1);
        assertThat(flights.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(1);
        leader.release();
        assertThat(flights.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_had_looked_before_the_release_and_comes_after_it_still_joins() throws Exception {
        var flights = new SingleFlight<String, Integer>(Runnable::run);
        var leader = flights.join("key", seen("a version"), this::load);
        var before = seen("a version");
        leader.release();

        assertThat(flights.join("key", before, this::load).await(soon())).isEqualTo(1);
        assertThat(flights.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_has_seen_another_version_does_not_join_in_the_air() throws Exception {
        var flights = new SingleFlight<String, Integer>(pool);
        var early = flights.join("key", seen("a version"), this::longLoad);
        inTheAir.await();

        var late = flights.join("key", seen("another"), this::load);
        mayLand.countDown();

        assertThat(early.await(soon())).isEqualTo(1);
        assertThat(late.await(soon())).isEqualTo(2);
    }

    @Test
    void a_flight_that_was_released_in_the_air_is_forgotten_with_its_landing() throws Exception {
        var flights = new SingleFlight<String, Integer>(runway::add);
        var givenUp = flights.join("key", seen("a version"), this::load);
        givenUp.release();
        runway.remove(0).run();

        var next = flights.join("key", seen("a version"), this::load);
        runway.remove(0).run();

        assertThat(next.await(soon())).isEqualTo(2);
    }

    @Test
    void nobody_joins_a_flight_long_after_its_landing_although_its_leader_forgot_to_release_it() throws Exception {
        var flights = new SingleFlight<String, Integer>(Runnable::run);
        flights.join("key", seen("a version"), this::load).await(soon());

        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> flights.join("key", seen("a version"), this::load).await(soon()) > 1);
    }

    @Test
    void a_failed_flight_fails_those_who_shared_it_and_nobody_after() throws Exception {
        var flights = new SingleFlight<String, Integer>(runway::add);
        var first = flights.join("key", seen("a version"), SingleFlightTest::fail);
        var second = flights.join("key", seen("a version"), this::load);
        runway.remove(0).run();

        assertThatThrownBy(() -> first.await(soon()))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no fuel");
        assertThatThrownBy(() -> second.await(soon())).isInstanceOf(ExecutionException.class);

        var third = flights.join("key", seen("a version"), this::load);
        runway.remove(0).run();
        assertThat(third.await(soon())).isEqualTo(1);
    }

    @Test
    void one_of_the_callers_flies_where_the_executor_refuses() throws Exception {
        var flights = SingleFlight.<String, Integer>onCallersThreads();
        Thread here = Thread.currentThread();

        var ticket = flights.join("key", UNKNOWN, () -> Thread.currentThread() == here ? 1 : 2);

        assertThat(ticket.await(soon())).isEqualTo(1);
    }

    @Test
    void of_many_callers_one_flies_at_a_time_where_the_executor_refuses() throws Exception {
        var flights = SingleFlight.<String, Integer>onCallersThreads();
        Supplier<Integer> load = this::longLoad;
        var early = CompletableFuture.supplyAsync(() -> await(flights.join("key", UNKNOWN, load)), pool);
        inTheAir.await();
        AtomicInteger joined = new AtomicInteger();
        var late = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            var ticket = flights.join("key", UNKNOWN, this::load);
                            joined.incrementAndGet();
                            return await(ticket);
                        },
                        pool))
                .toList();
        Awaitility.await().until(() -> joined.get() == 20);
        mayLand.countDown();

        assertThat(early.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        for (var each : late) {
            assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo(2);
        }
    }

    @Test
    void nobody_waits_longer_than_the_deadline_and_the_next_flight_does_not_wait_for_the_stuck_one() throws Exception {
        var flights = new SingleFlight<String, Integer>(pool);
        var stuck = flights.join("key", seen("a version"), this::longLoad);
        inTheAir.await();

        assertThatThrownBy(() -> stuck.await(in(Duration.ofMillis(20)))).isInstanceOf(TimeoutException.class);

        assertThat(flights.join("key", seen("a version"), this::load).await(soon()))
                .isEqualTo(2);
    }

    @Test
    void who_waited_behind_a_stuck_flight_takes_off_when_its_callers_give_up() throws Exception {
        var flights = new SingleFlight<String, Integer>(pool);
        var stuck = flights.join("key", UNKNOWN, this::longLoad);
        inTheAir.await();
        var next = flights.join("key", UNKNOWN, this::load);

        assertThatThrownBy(() -> stuck.await(in(Duration.ofMillis(20)))).isInstanceOf(TimeoutException.class);

        assertThat(next.await(soon())).isEqualTo(2);
    }

    private static int await(SingleFlight<String, Integer>.Share ticket) {
        try {
            return ticket.await(soon());
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
