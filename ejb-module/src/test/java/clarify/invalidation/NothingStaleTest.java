package clarify.invalidation;

import static clarify.invalidation.Node.source;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.Freshness;
import clarify.context.Context;
import clarify.context.Context.Source;
import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * The interleavings of docs/consistency.md, one by one, decided by latches. "Stale" is a context that shows less than what
 * was answered before it was asked for.
 */
class NothingStaleTest {

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final UUID userId = UUID.randomUUID();
    private final SharedDatabase database = new SharedDatabase();
    private final Node node = new Node(redis.uri(), database);
    private final Node other = new Node(redis.uri(), database);

    @BeforeEach
    void both_nodes_have_polled() {
        node.poll();
        other.poll();
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    @Test
    void a_warm_context_comes_from_redis() {
        node.warm(userId);

        assertThat(source(node.build(userId))).isEqualTo(Source.CACHE);
        assertThat(source(other.build(userId))).isEqualTo(Source.CACHE);
    }

    @Test
    void what_was_loaded_before_a_commit_is_not_stored_after_the_invalidation() {
        database.whenDreamsWereRead(() -> other.mutate(userId, "dream 1"));
        node.build(userId);

        node.cache.letStoresGo();

        assertShows("dream 1", node);
        assertShows("dream 1", other);
    }

    @Test
    void what_was_warmed_before_a_commit_is_not_stored_after_the_invalidation() {
        database.whenDreamsWereRead(() -> other.mutate(userId, "dream 1"));
        node.warmAhead(userId);

        node.cache.letStoresGo();

        assertShows("dream 1", node);
        assertShows("dream 1", other);
    }

    @Test
    void a_node_that_bypasses_a_list_warms_nothing_old() {
        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();

        node.warmAhead(userId);
        node.cache.letStoresGo();

        assertShows("dream 1", node);
    }

    @Test
    void a_load_between_two_invalidations_is_not_stored_after_the_second() {
        node.mutate(userId, "dream 1");
        node.build(userId);
        other.mutate(userId, "dream 2");

        node.cache.letStoresGo();

        assertShows("dream 2", node);
        assertShows("dream 2", other);
    }

    @Test
    void an_invalidation_between_read_and_store_voids_the_store() {
        node.cache.afterNextCall(() -> other.mutate(userId, "dream 1"));
        node.build(userId);

        node.cache.letStoresGo();

        assertThat(source(other.build(userId))).isEqualTo(Source.DATABASE);
        assertShows("dream 1", node);
    }

    @Test
    void what_was_loaded_before_a_person_was_deleted_is_not_stored_after_it() {
        database.whenDreamsWereRead(() -> other.answer(database.delete(userId)));
        node.build(userId);

        node.cache.letStoresGo();

        assertThat(keysOfUser()).isEmpty();
        assertShows("gone", node);
        assertShows("gone", other);
    }

    /** Whoever is asked about the person meanwhile makes another version than the one that was seen. */
    @Test
    void a_version_that_is_made_after_a_person_was_deleted_lets_nothing_of_before_be_stored() {
        database.whenDreamsWereRead(() -> {
            other.answer(database.delete(userId));
            other.build(userId);
        });
        node.build(userId);

        node.cache.letStoresGo();

        assertShows("gone", node);
        assertShows("gone", other);
    }

    @Test
    void nothing_of_a_deleted_person_is_left_in_redis() {
        node.warm(userId);
        assertThat(keysOfUser()).hasSizeGreaterThan(1);

        node.answer(database.delete(userId));

        assertThat(keysOfUser()).isEmpty();
        assertThat(database.undelivered()).isZero();
    }

    /** As the request that made it was slower than the deletion, or a poll has read its row before. */
    @Test
    void an_older_change_that_is_delivered_after_a_deletion_brings_no_key_back() {
        node.warm(userId);
        JournalChanged older = database.commit(userId, "dream 1");

        node.answer(database.delete(userId));
        other.answer(older);

        assertThat(keysOfUser()).isEmpty();
    }

    @Test
    void who_comes_back_before_the_deletion_is_delivered_is_seen() {
        node.warm(userId);
        node.cache.cut();
        node.answer(database.delete(userId));

        other.mutate(userId, "dream 1");
        assertShows("dream 1", other);
        other.poll();

        assertShows("dream 1", other);
        assertShows("dream 1", node);
    }

    @Test
    void nothing_of_a_deleted_person_is_left_in_redis_also_when_another_node_delivers_it() {
        node.warm(userId);
        node.cache.cut();
        node.answer(database.delete(userId));
        assertShows("gone", node);

        other.poll();

        assertThat(keysOfUser()).isEmpty();
        assertThat(database.undelivered()).isZero();
    }

    @Test
    void a_version_that_was_evicted_in_between_is_not_taken_for_the_one_that_was_seen() {
        database.whenDreamsWereRead(() -> {
            other.mutate(userId, "dream 1");
            evictVersion();
        });
        node.build(userId);
        evictVersion();
        node.cache.letStoresGo();
        assertShows("dream 1", node);
    }

    @Test
    void a_version_that_was_evicted_and_made_anew_is_another_one() {
        database.whenDreamsWereRead(() -> {
            other.mutate(userId, "dream 1");
            evictVersion();
            other.build(userId);
        });
        node.build(userId);

        node.cache.letStoresGo();

        assertShows("dream 1", node);
        assertShows("dream 1", other);
    }

    @Test
    void a_redis_that_was_restarted_empty_in_between_stores_nothing_old() {
        database.whenDreamsWereRead(() -> {
            other.mutate(userId, "dream 1");
            redis.stop();
            redis.startAgain();
        });
        node.build(userId);

        node.cache.letStoresGo();

        assertShows("dream 1", node);
        assertShows("dream 1", other);
    }

    @Test
    void a_caller_after_the_answer_does_not_join_a_load_from_before_it() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        database.whenDreamsWereRead(() -> meet(loaded, answered));
        CompletableFuture<Context> early = CompletableFuture.supplyAsync(() -> node.build(userId));
        assertThat(loaded.await(1, TimeUnit.MINUTES)).isTrue();

        node.mutate(userId, "dream 1");
        CompletableFuture<Context> late = buildThatWaits();
        answered.countDown();

        assertThat(late.get(1, TimeUnit.MINUTES).text()).contains("dream 1");
        assertThat(early.get(1, TimeUnit.MINUTES).text()).contains("dream 0");
    }

    @Test
    void a_caller_after_the_answer_does_not_join_a_load_from_before_it_without_redis_either() throws Exception {
        node.cache.cut();
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        database.whenDreamsWereRead(() -> meet(loaded, answered));
        CompletableFuture<Context> early = CompletableFuture.supplyAsync(() -> node.build(userId));
        assertThat(loaded.await(1, TimeUnit.MINUTES)).isTrue();

        node.mutate(userId, "dream 1");
        CompletableFuture<Context> late = buildThatWaits();
        answered.countDown();

        assertThat(late.get(1, TimeUnit.MINUTES).text()).contains("dream 1");
        early.get(1, TimeUnit.MINUTES);
    }

    /** The stale entry is there, and the invalidation is lost: the version in Redis is the one that the load's leader saw. */
    @Test
    void a_caller_whose_list_is_marked_does_not_join_by_a_version_that_means_nothing() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        database.whenDreamsWereRead(() -> meet(loaded, answered));
        CompletableFuture<Context> early = CompletableFuture.supplyAsync(() -> node.build(userId));
        assertThat(loaded.await(1, TimeUnit.MINUTES)).isTrue();

        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();
        CompletableFuture<Context> late = buildThatWaits();
        answered.countDown();

        assertThat(late.get(1, TimeUnit.MINUTES).text()).contains("dream 1");
        early.get(1, TimeUnit.MINUTES);
    }

    @Test
    void an_invalidation_that_redis_could_not_take_is_kept_and_its_lists_are_not_trusted() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();

        assertThat(node.build(userId).text()).contains("dream 1");
        assertThat(database.undelivered()).isEqualTo(1);

        node.poll();
        assertThat(database.undelivered()).isZero();
        assertShows("dream 1", node);
        assertShows("dream 1", other);
        node.warm(userId);
        assertThat(source(node.build(userId))).isEqualTo(Source.CACHE);
    }

    @Test
    void a_mark_that_is_lifted_while_a_reader_waits_for_redis_was_seen_by_it() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();

        node.cache.afterNextCall(node::poll);

        assertThat(node.build(userId).text()).contains("dream 1");
    }

    @Test
    void of_two_rows_of_one_user_the_delivered_one_lifts_its_own_mark_only() {
        node.warm(userId);
        node.cache.cut();
        JournalChanged first = database.commit(userId, "dream 1");
        node.answer(first);
        node.cache.heal();
        other.poll(); // delivers the first
        other.warm(userId); // and a list is stored again
        node.cache.cut();
        node.mutate(userId, "dream 2");
        node.cache.heal();

        node.staleEntries.remove(Set.of(first.id()));

        assertThat(node.build(userId).text()).contains("dream 2");
    }

    @Test
    void a_mark_that_was_put_while_a_poll_was_reading_outlives_that_poll() {
        node.warm(userId);

        database.whenRowsWereRead(() -> {
            node.cache.cut();
            node.mutate(userId, "dream 1");
            node.cache.heal();
        });
        node.poll(); // has seen no row

        assertThat(node.build(userId).text()).contains("dream 1");
        node.poll();
        assertShows("dream 1", node);
    }

    @Test
    void a_node_that_answered_with_a_mark_and_was_restarted_trusts_no_list_until_it_has_polled() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");

        try (Node restarted = new Node(redis.uri(), database)) {
            assertThat(restarted.build(userId).text()).contains("dream 1");
            restarted.poll();
            assertShows("dream 1", restarted);
        }
    }

    @Test
    void what_another_node_could_not_deliver_is_not_trusted_here_although_the_delivery_fails_here_too() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");

        other.cache.cut();
        other.poll();
        other.cache.heal();

        assertThat(other.build(userId).text()).contains("dream 1");
        other.poll();
        assertThat(database.undelivered()).isZero();
        assertShows("dream 1", other);
    }

    @Test
    void what_another_node_could_not_deliver_is_delivered_here_although_that_node_is_gone() {
        node.warm(userId);
        database.commit(userId, "dream 1"); // and the node dies
        node.close();

        other.poll();

        assertShows("dream 1", other);
        assertThat(database.undelivered()).isZero();
    }

    @Test
    void an_invalidation_that_redis_has_done_without_saying_so_is_delivered_again_and_does_no_harm() {
        node.warm(userId);
        node.cache.deafen();
        node.mutate(userId, "dream 1");
        node.cache.heal();

        assertShows("dream 1", node);
        node.poll();
        assertThat(database.undelivered()).isZero();
        assertShows("dream 1", node);
    }

    private void backlog(int rows) {
        for (int i = 0; i < rows; i++) {
            database.addRow(new JournalChanged(UUID.randomUUID(), Set.of(Kind.values())));
        }
    }

    @Test
    void a_backlog_is_drained_in_batches_and_no_list_is_trusted_until_the_last_of_them() {
        node.warm(userId);
        backlog(2 * OutboxPoller.BATCH);
        database.commit(userId, "dream 1");
        other.cache.cut();
        other.poll();
        other.cache.heal();

        assertThat(other.build(userId).text()).contains("dream 1");

        other.poll();
        assertThat(database.undelivered()).isZero();
        assertThat(other.staleEntries.undelivered()).isZero();
        other.warm(userId);
        assertThat(source(other.build(userId))).isEqualTo(Source.CACHE);
    }

    @Test
    void a_long_backlog_that_cannot_be_delivered_concerns_its_own_lists_alone() {
        UUID someone = UUID.randomUUID();
        node.warm(userId);
        node.warm(someone);
        backlog(2 * OutboxPoller.BATCH);
        database.commit(userId, "dream 1");
        other.cache.cut();

        other.poll();
        other.poll();

        other.cache.heal();
        assertThat(other.staleEntries.freshness()).isEqualTo(Freshness.FRESH);
        assertThat(other.staleEntries.undelivered()).isEqualTo(2 * OutboxPoller.BATCH + 1);
        assertThat(source(other.build(someone))).isEqualTo(Source.CACHE);
        assertThat(other.build(userId).text()).contains("dream 1");
    }

    @Test
    void a_backlog_that_is_too_long_to_be_known_concerns_every_list() {
        UUID someone = UUID.randomUUID();
        node.warm(someone);
        backlog(OutboxPoller.MOST + 1);
        other.cache.cut();

        other.poll();
        other.poll();

        other.cache.heal();
        assertThat(source(other.build(someone))).isEqualTo(Source.DATABASE);
        other.poll();
        assertThat(database.undelivered()).isZero();
        assertThat(source(other.build(someone))).isEqualTo(Source.CACHE);
    }

    @Test
    void a_node_that_stood_still_serves_nothing_from_the_cache_until_it_has_polled() {
        node.warm(userId);
        changeWithoutRedis("dream 1");

        node.clock.advance(Node.LEASE.plusNanos(1));

        assertThat(node.build(userId).text()).contains("dream 1");
        assertThat(node.staleEntries.freshness()).isEqualTo(Freshness.OVERDUE);
        node.poll();
        assertThat(node.staleEntries.freshness()).isEqualTo(Freshness.FRESH);
        assertShows("dream 1", node);
    }

    @Test
    void within_the_lease_the_cache_is_served() {
        node.warm(userId);

        node.clock.advance(Node.LEASE);

        assertThat(source(node.build(userId))).isEqualTo(Source.CACHE);
    }

    /** As if its connection had fallen silent after the answer, or as if the node had stood still before it took it. */
    @Test
    void a_poll_that_was_long_under_way_renews_the_lease_from_its_beginning_only() {
        node.warm(userId);
        database.whenRowsWereRead(() -> {
            changeWithoutRedis("dream 1");
            node.clock.advance(Node.LEASE.plusNanos(1));
        });

        node.poll(); // has seen no row

        assertThat(node.build(userId).text()).contains("dream 1");
    }

    @Test
    void a_poll_that_fails_although_the_database_can_be_reached_does_not_look_like_one_that_found_nothing() {
        node.warm(userId);
        changeWithoutRedis("dream 1");
        database.failPolls(new SQLException("no such column", "42703"));

        node.clock.advance(Node.LEASE.plusNanos(1));
        node.poll();

        Context context = node.build(userId);
        assertThat(context.text()).contains("dream 1");
        assertThat(context.fresh()).isTrue();
    }

    @Test
    void a_node_that_cannot_reach_the_database_serves_what_the_cache_has_and_says_so() {
        node.warm(userId);
        database.failPolls(new SQLException("connection refused", "08001"));
        node.poll();
        assertThat(node.build(userId).fresh()).as("within the lease").isTrue();

        node.clock.advance(Node.LEASE.plusNanos(1));

        Context blind = node.build(userId);
        assertThat(source(blind)).isEqualTo(Source.CACHE);
        assertThat(blind.fresh()).isFalse();
        assertThat(node.staleEntries.freshness()).isEqualTo(Freshness.BLIND);

        database.failPolls(null);
        node.poll();
        assertThat(node.build(userId).fresh()).isTrue();
    }

    @Test
    void a_blind_node_still_bypasses_what_it_knows_to_be_stale() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();
        database.failPolls(new SQLException("connection refused", "08001"));

        node.clock.advance(Node.LEASE.plusNanos(1));
        node.poll();

        assertThat(node.build(userId).text()).contains("dream 1");
    }

    /** A starved node's lease may be over before its poll has failed. */
    @Test
    void what_an_overdue_node_cannot_look_up_without_the_database_comes_from_the_cache_and_says_so() {
        node.warm(userId);
        database.failLookups(new SQLException("connection refused", "08001"));

        node.clock.advance(Node.LEASE.plusNanos(1));

        Context context = node.build(userId);
        assertThat(node.staleEntries.freshness()).isEqualTo(Freshness.OVERDUE);
        assertThat(source(context)).isEqualTo(Source.CACHE);
        assertThat(context.partial()).isFalse();
        assertThat(context.fresh()).isFalse();
    }

    @Test
    void an_overdue_node_without_the_database_serves_nothing_that_it_knows_to_be_stale() {
        node.warm(userId);
        node.cache.cut();
        node.mutate(userId, "dream 1");
        node.cache.heal();
        database.failLookups(new SQLException("connection refused", "08001"));

        node.clock.advance(Node.LEASE.plusNanos(1));

        assertThat(source(node.build(userId))).isEqualTo(Source.FAILED);
    }

    @Test
    void what_an_overdue_node_cannot_look_up_although_the_database_answers_is_left_out() {
        node.warm(userId);
        database.failLookups(new SQLException("no such column", "42703"));

        node.clock.advance(Node.LEASE.plusNanos(1));

        Context context = node.build(userId);
        assertThat(source(context)).isEqualTo(Source.FAILED);
        assertThat(context.fresh()).isTrue();
    }

    @Test
    void a_blind_node_that_reaches_the_database_again_without_completing_a_poll_serves_nothing_from_the_cache() {
        node.warm(userId);
        changeWithoutRedis("dream 1");
        database.failPolls(new SQLException("connection refused", "08001"));
        node.clock.advance(Node.LEASE.plusNanos(1));
        node.poll();

        database.failPolls(new SQLException("too many rows", "54000"));
        node.poll();

        assertThat(node.build(userId).text()).contains("dream 1");
    }

    /** The poll has found the row and could not deliver it; a reader from before it must not profit from its lease. */
    @Test
    void the_lease_is_looked_at_before_the_stale_entries() {
        node.warm(userId);
        changeWithoutRedis("dream 1");
        node.clock.advance(Node.LEASE.plusNanos(1));
        node.clock.beforeNextReading(() -> {
            node.cache.cut();
            node.poll();
            node.cache.heal();
        });

        assertThat(node.build(userId).text()).contains("dream 1");
    }

    @Test
    void a_lookup_that_a_node_stood_still_in_is_not_joined_by_those_who_come_later() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        database.whenDreamsWereRead(() -> meet(loaded, thawed));
        CompletableFuture<Context> early = CompletableFuture.supplyAsync(() -> node.build(userId));
        assertThat(loaded.await(1, TimeUnit.MINUTES)).isTrue();

        changeWithoutRedis("dream 1");
        node.clock.advance(Node.LEASE.plusNanos(1));
        CompletableFuture<Context> late = buildThatWaits();
        thawed.countDown();

        assertThat(late.get(1, TimeUnit.MINUTES).text()).contains("dream 1");
        early.get(1, TimeUnit.MINUTES);
    }

    /** A blind node does not know of stale entries, so the same version does not mean the same list. */
    @Test
    void a_lookup_from_before_a_change_is_not_joined_on_a_blind_node() throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        database.whenDreamsWereRead(() -> meet(loaded, answered));
        CompletableFuture<Context> early = CompletableFuture.supplyAsync(() -> node.build(userId));
        assertThat(loaded.await(1, TimeUnit.MINUTES)).isTrue();

        changeWithoutRedis("dream 1");
        database.failPolls(new SQLException("connection refused", "08001"));
        node.clock.advance(Node.LEASE.plusNanos(1));
        node.poll();
        CompletableFuture<Context> late = buildThatWaits();
        answered.countDown();

        assertThat(late.get(1, TimeUnit.MINUTES).text()).contains("dream 1");
        early.get(1, TimeUnit.MINUTES);
    }

    /** The other node answers a change that it could not tell Redis of. */
    private void changeWithoutRedis(String title) {
        other.cache.cut();
        other.mutate(userId, title);
        other.cache.heal();
    }

    /** A build on a thread of its own, which has begun or joined all its lookups when this returns, and waits for one. */
    private CompletableFuture<Context> buildThatWaits() {
        CompletableFuture<Context> built = new CompletableFuture<>();
        Thread builder = new Thread(() -> built.completeAsync(() -> node.build(userId), Runnable::run));
        builder.start();
        Awaitility.await().until(() -> builder.getState() == Thread.State.TIMED_WAITING || built.isDone());
        return built;
    }

    /** Now, and when everything that was to be stored is. */
    private void assertShows(String title, Node asked) {
        assertThat(asked.build(userId).text()).contains(title);
        asked.cache.letStoresGo();
        assertThat(asked.build(userId).text()).contains(title);
    }

    private Set<String> keysOfUser() {
        try (Jedis client = redis.client()) {
            return client.keys("ctx:*:" + userId);
        }
    }

    private void evictVersion() {
        try (Jedis client = redis.client()) {
            client.del("ctx:version:" + userId);
        }
    }

    private static void meet(CountDownLatch here, CountDownLatch there) {
        here.countDown();
        try {
            assertThat(there.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
