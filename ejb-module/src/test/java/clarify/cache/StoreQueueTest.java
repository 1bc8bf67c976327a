package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreQueueTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LARGE = "x".repeat(900_000);

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    @SuppressWarnings("NullAway.Init")
    private CacheFixture fixture;

    /** Another node. */
    @SuppressWarnings("NullAway.Init")
    private CacheFixture other;

    private final String key = "moon:" + UUID.randomUUID();

    @BeforeEach
    void start() {
        fixture = CacheFixture.on(redis, Map.of("clarify.redis.read-timeout", "PT20S"));
        other = CacheFixture.on(redis);
    }

    @AfterEach
    void stop() {
        fixture.close();
        other.close();
    }

    private Optional<String> get() {
        return fixture.cache.get(key, String.class);
    }

    private Optional<String> getElsewhere() {
        return other.cache.get(key, String.class);
    }

    private boolean isStored(String name) {
        try (var client = redis.client()) {
            return client.exists(name);
        }
    }

    @Test
    void is_bounded_in_bytes_and_the_oldest_stores_go_first() {
        fixture.letStoresWait();
        for (int i = 0; i < 50; i++) {
            fixture.cache.set(key + i, LARGE, MINUTE);
        }

        fixture.runStores();

        int kept = (int) (StoreQueue.LIMIT_BYTES / 901_000);
        assertThat(isStored(key + (49 - kept))).isFalse();
        assertThat(isStored(key + (50 - kept))).isTrue();
        assertThat(isStored(key + 49)).isTrue();
    }

    @Test
    void is_bounded_in_number_and_the_oldest_stores_go_first() {
        fixture.letStoresWait();
        for (int i = 0; i <= StoreQueue.LIMIT; i++) {
            fixture.cache.set(key + i, i, MINUTE);
        }

        fixture.runStores();

        assertThat(isStored(key + 0)).isFalse();
        assertThat(isStored(key + 1)).isTrue();
        assertThat(isStored(key + StoreQueue.LIMIT)).isTrue();
    }

    @Test
    void sends_no_more_in_one_round_trip_than_its_deadline_lets_through() {
        fixture.letStoresWait();
        for (int i = 0; i < 5; i++) {
            fixture.cache.set(key + i, LARGE, MINUTE);
            fixture.cache.set(key + "small" + i, i, MINUTE);
        }

        fixture.runStores();

        int forTheVersion = 1;
        assertThat(fixture.calls("set", "ok")).isEqualTo(forTheVersion + 5);
    }

    @Test
    void stores_again_when_threads_can_be_made_again_and_no_caller_sees_that_there_were_none() {
        fixture.failStores(Optional.of(new InternalError("unable to create native thread")));
        fixture.cache.set(key + 1, "a value", MINUTE);
        fixture.cache.set(key + 2, "a value", MINUTE);
        assertThat(fixture.cache.getOrLoad(key + 3, String.class, MINUTE, () -> "loaded"))
                .contains("loaded");

        fixture.failStores(Optional.empty());
        fixture.cache.set(key + 4, "a value", MINUTE);

        for (int i = 1; i <= 4; i++) {
            assertThat(isStored(key + i)).isTrue();
        }
    }

    @Test
    void a_store_that_was_given_up_on_does_not_revive_a_key_whose_deletion_was_confirmed() {
        fixture.passCalls(1); // for the version
        fixture.holdCall();
        fixture.cache.set(key, "old", MINUTE);
        fixture.cache.delete(key);
        assertThat(fixture.cache.status().undeliveredDeletes()).isZero();

        fixture.letItArrive();

        assertThat(isStored(key)).isFalse();
        assertThat(get()).isEmpty();
    }

    @Test
    void neither_does_one_whose_key_is_deleted_before_it_is_read_again() {
        fixture.passCalls(1);
        fixture.holdCall();
        fixture.cache.set(key, "old", MINUTE);
        fixture.refuseCall();
        fixture.cache.delete(key);
        assertThat(get()).isEmpty();

        fixture.letItArrive();

        assertThat(isStored(key)).isFalse();
    }

    @Test
    void what_was_loaded_and_waits_to_be_stored_is_dropped_when_another_node_has_deleted_its_key() {
        fixture.letStoresWait();
        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> "old");
        fixture.components.entries().remember(Set.of(key));
        assertThat(fixture.components.entries().deliver(Set.of(key))).isTrue();

        assertThat(get()).isEmpty();
        fixture.runStores();

        assertThat(get()).isEmpty();
    }

    @Test
    void nor_does_one_whose_key_another_node_deletes_as_the_outbox_says() {
        fixture.passCalls(1);
        fixture.holdCall();
        fixture.cache.set(key, "old", MINUTE);
        fixture.refuseCall();
        fixture.cache.delete(key);
        assertThat(other.components.entries().deliver(Set.copyOf(fixture.undelivered)))
                .isTrue();

        fixture.letItArrive();

        assertThat(isStored(key)).isFalse();
        assertThat(getElsewhere()).isEmpty();
        fixture.cache.set(key, "new", MINUTE);
        assertThat(getElsewhere()).contains("new");
    }

    @Test
    void a_store_that_was_given_up_on_does_not_replace_a_later_one() {
        fixture.passCalls(1);
        fixture.holdCall();
        fixture.cache.set(key, "old", MINUTE);
        fixture.cache.set(key, "new", MINUTE);
        assertThat(getElsewhere()).contains("new");

        fixture.letItArrive();

        assertThat(get()).contains("new");
        assertThat(getElsewhere()).contains("new");
    }

    @Test
    void a_loaded_value_whose_store_was_given_up_on_does_not_revive_its_key_either() {
        fixture.passCalls(2); // the read, and the version
        fixture.holdCall();
        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> "old");
        fixture.cache.delete(key);

        fixture.letItArrive();

        assertThat(isStored(key)).isFalse();
    }

    @Test
    void what_is_deleted_while_it_is_being_sent_is_not_stored_and_what_was_sent_with_it_is() {
        fixture.letStoresWait();
        fixture.cache.set(key, "old", MINUTE);
        fixture.cache.set(key + 2, "another", MINUTE);
        fixture.passCalls(1);
        fixture.beforeCall(() -> fixture.cache.delete(key));

        fixture.runStores();

        assertThat(isStored(key)).isFalse();
        assertThat(isStored(key + 2)).isTrue();
    }

    @Test
    void what_is_deleted_when_it_is_about_to_be_sent_is_not_sent() {
        fixture.letStoresWait();
        fixture.cache.set(key, "old", MINUTE);
        fixture.beforeCall(() -> fixture.cache.delete(key)); // while the version is made

        fixture.runStores();

        assertThat(isStored(key)).isFalse();
        assertThat(get()).isEmpty();
    }

    /** Stores lists in the same batch as what waits. */
    private void storeLists(Runnable whenDone) {
        fixture.lists.store(fixture.lists.read(UUID.randomUUID()), Map.of(Kind.DREAMS, List.of("a dream")), whenDone);
    }

    @Test
    void what_is_deleted_while_it_is_being_sent_is_not_read_either_when_its_batch_is_over() {
        List<Optional<String>> seen = new ArrayList<>();
        fixture.letStoresWait();
        fixture.cache.set(key, "old", MINUTE);
        storeLists(() -> seen.add(get()));
        fixture.passCalls(1);
        fixture.beforeCall(() -> fixture.cache.delete(key));

        fixture.runStores();

        assertThat(seen).containsExactly(Optional.empty());
    }

    @Test
    void what_could_not_be_stored_is_not_read_when_its_batch_is_over() {
        List<Optional<String>> seen = new ArrayList<>();
        fixture.letStoresWait();
        fixture.cache.set(key, "old", MINUTE);
        storeLists(() -> {
            seen.add(get());
            seen.add(getElsewhere());
        });
        fixture.passCalls(1);
        fixture.holdCall();

        fixture.runStores();

        assertThat(seen).containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void a_load_when_the_batch_is_over_is_not_taken_for_a_set() {
        fixture.letStoresWait();
        fixture.cache.set(key, "short", Duration.ofMillis(1));
        storeLists(() -> fixture.cache.getOrLoad(key, String.class, MINUTE, () -> {
            other.cache.set(key, "set", MINUTE);
            return "loaded";
        }));
        Awaitility.await().until(() -> get().isEmpty());

        fixture.runStores();

        assertThat(getElsewhere()).contains("set");
        assertThat(get()).contains("set");
    }

    @Test
    void a_value_is_read_while_it_waits_and_while_it_is_being_sent_and_when_it_is_stored() {
        fixture.cache.set(key, "old", MINUTE);
        fixture.letStoresWait();
        fixture.cache.set(key, "new", MINUTE);
        assertThat(get()).contains("new");
        List<Optional<String>> seen = new ArrayList<>();
        fixture.beforeCall(() -> seen.add(get()));

        fixture.runStores();

        assertThat(seen).containsExactly(Optional.of("new"));
        assertThat(get()).contains("new");
    }

    @Test
    void a_value_whose_time_is_over_while_it_waits_is_not_read_and_nor_is_the_one_before_it() {
        fixture.cache.set(key, "old", MINUTE);
        fixture.letStoresWait();
        fixture.cache.set(key, "new", Duration.ofMillis(1));

        Awaitility.await().until(() -> get().isEmpty());
        fixture.runStores();

        assertThat(get()).isEmpty();
    }

    @Test
    void a_value_that_could_not_be_stored_does_not_leave_the_one_before_it() {
        fixture.cache.set(key, "old", MINUTE);
        fixture.holdCall();
        fixture.cache.set(key, "new", MINUTE);

        assertThat(get()).isEmpty();
        assertThat(isStored(key)).isFalse();
    }

    @Test
    void a_value_that_was_set_while_the_circuit_was_open_does_not_leave_the_one_before_it() {
        fixture.cache.set(key, "old", MINUTE);
        for (int i = 0; i < 3; i++) {
            fixture.holdCall();
            fixture.cache.get("any", String.class);
        }
        assertThat(fixture.cache.isEnabled()).isFalse();
        fixture.cache.set(key, "new", MINUTE);

        fixture.recover();

        assertThat(fixture.cache.isEnabled()).isTrue();
        assertThat(get()).isEmpty();
    }

    @Test
    void a_value_that_had_to_make_room_does_not_leave_the_one_before_it() {
        fixture.cache.set(key, "old", MINUTE);
        fixture.letStoresWait();
        fixture.cache.set(key, "new", MINUTE);
        for (int i = 0; i < StoreQueue.LIMIT; i++) {
            fixture.cache.set(key + i, i, MINUTE);
        }

        assertThat(get()).isEmpty();
    }

    @Test
    void a_value_that_cannot_be_written_does_not_leave_the_one_before_it() {
        fixture.cache.set(key, "old", MINUTE);

        fixture.cache.set(key, new Object(), MINUTE);

        assertThat(get()).isEmpty();
    }

    @Test
    void a_load_does_not_replace_what_was_set_since_it_began() {
        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> {
            fixture.cache.set(key, "set", MINUTE);
            return "loaded";
        });

        assertThat(get()).contains("set");
        assertThat(getElsewhere()).contains("set");
    }

    @Test
    void a_load_does_not_replace_what_another_node_has_set_since_it_began() {
        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> {
            other.cache.set(key, "set", MINUTE);
            return "loaded";
        });

        assertThat(get()).contains("set");
        assertThat(getElsewhere()).contains("set");
    }

    @Test
    void a_load_replaces_what_cannot_be_read() {
        try (var client = redis.client()) {
            client.set(key, "not one of ours");
        }

        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> "loaded");

        assertThat(getElsewhere()).contains("loaded");
    }

    @Test
    void a_load_is_not_stored_when_a_value_could_not_be_set_since_it_began() {
        fixture.cache.getOrLoad(key, String.class, MINUTE, () -> {
            fixture.cache.set(key, new Object(), MINUTE);
            return "loaded";
        });

        assertThat(get()).isEmpty();
    }

    @Test
    void a_set_that_is_queued_survives_a_purge_of_all_lists() {
        fixture.letStoresWait();
        fixture.cache.set(key, "a value", MINUTE);

        fixture.lists.purge(Set.of(Kind.values()));
        fixture.runStores();

        assertThat(isStored(key)).isTrue();
    }

    @Test
    void stores_at_once_when_redis_has_lost_the_version() {
        fixture.cache.set(key, "old", MINUTE);
        try (var client = redis.client()) {
            client.flushAll();
        }

        fixture.cache.set(key, "new", MINUTE);

        assertThat(getElsewhere()).contains("new");
    }

    @Test
    void delivers_deletes_on_occasion_so_that_other_nodes_do_not_read_for_long_what_was_deleted_here() {
        other.cache.set(key, "old", MINUTE);
        fixture.holdCall();
        fixture.cache.delete(key);
        assertThat(getElsewhere()).contains("old");

        fixture.cache.get("any", String.class);

        assertThat(getElsewhere()).isEmpty();
        assertThat(fixture.cache.status().undeliveredDeletes()).isZero();
    }

    @Test
    void a_read_starts_the_task_again_that_could_not_be_started() {
        fixture.failStores(Optional.of(new InternalError("unable to create native thread")));
        fixture.cache.set(key, "a value", MINUTE);
        fixture.failStores(Optional.empty());

        assertThat(get()).contains("a value");

        assertThat(isStored(key)).isTrue();
    }

    @Test
    void nothing_is_left_of_a_storm() {
        Random chance = new Random(11);
        int begun = 0;
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 2000; i++) {
            String name = key + chance.nextInt(20);
            switch (chance.nextInt(9)) {
                case 0 -> fixture.holdCall();
                case 1 -> fixture.cache.delete(name);
                case 2 -> fixture.failStores(Optional.of(new InternalError("unable to create native thread")));
                case 3 -> fixture.failStores(Optional.empty());
                case 4 -> fixture.cache.getOrLoad(name, Integer.class, MINUTE, chance::nextInt);
                case 5 -> fixture.cache.get(name, Integer.class);
                case 6 -> {
                    begun++;
                    Map<Kind, List<String>> lists = Map.of(Kind.DREAMS, List.of("a dream"));
                    fixture.lists.store(fixture.lists.read(UUID.randomUUID()), lists, done::incrementAndGet);
                }
                default -> fixture.cache.set(name, i, MINUTE);
            }
        }
        fixture.failStores(Optional.empty());
        fixture.passAllCalls();
        recover(fixture);

        fixture.cache.set(key, "the last", MINUTE);
        assertThat(get()).contains("the last");
        fixture.cache.get("any", String.class);

        assertThat(done).hasValue(begun).hasPositiveValue();
        assertThat(fixture.components.stores().size()).isZero();
        assertThat(fixture.components.pendingDeletes().size()).isZero();
        assertThat(fixture.components.stores().doubtful(key)).isEmpty();
    }

    /** On one node, whatever reaches Redis late. */
    @Test
    void a_key_never_shows_what_was_before_its_last_change() {
        for (int seed = 0; seed < 200; seed++) {
            Random chance = new Random(seed);
            String name = key + ":" + seed;
            Optional<Integer> last = Optional.empty();
            for (int i = 0; i < 12; i++) {
                if (chance.nextInt(3) == 0) {
                    fixture.holdCall();
                }
                if (chance.nextInt(3) == 0) {
                    fixture.passAllCalls();
                    fixture.letItArrive();
                }
                boolean deletes = chance.nextInt(3) == 0;
                last = deletes ? Optional.empty() : Optional.of(i);
                last.ifPresentOrElse(value -> fixture.cache.set(name, value, MINUTE), () -> fixture.cache.delete(name));
                assertLast(name, last, seed);
            }
            fixture.passAllCalls();
            fixture.letItArrive();
            recover(fixture);
            assertLast(name, last, seed);
        }
    }

    private void assertLast(String name, Optional<Integer> last, int seed) {
        Optional<Integer> seen = fixture.cache.get(name, Integer.class);
        assertThat(seen.isEmpty() || seen.equals(last))
                .as("seed %d: %s after %s", seed, seen, last)
                .isTrue();
    }

    private static void recover(CacheFixture node) {
        if (!node.cache.isEnabled()) {
            node.recover();
        }
        assertThat(node.cache.isEnabled()).isTrue();
    }
}
