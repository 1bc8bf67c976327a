package clarify.invalidation;

import static clarify.invalidation.Node.source;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.context.Context.Source;
import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What other beans delete while Redis cannot be reached, on two nodes and one database. */
class UndeliveredDeletesTest {

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private final String key = "moon:" + UUID.randomUUID();
    private final SharedDatabase database = new SharedDatabase();
    private final Node node = new Node(redis.uri(), database);
    private final Node other = new Node(redis.uri(), database);

    @BeforeEach
    void a_value_that_both_nodes_see() {
        node.poll();
        other.poll();
        set(key);
        assertThat(node.get(key)).contains("old");
        assertThat(other.get(key)).contains("old");
    }

    @AfterEach
    void close() {
        node.close();
        other.close();
    }

    private void set(String name) {
        node.cache.values.set(name, "old");
        node.cache.letStoresGo();
    }

    private boolean isInRedis(String name) {
        try (Jedis client = redis.client()) {
            return client.exists(name);
        }
    }

    private void deleteWithoutRedis(String name) {
        node.cache.cut();
        node.cache.values.delete(name);
    }

    @Test
    void another_node_delivers_them_and_reads_none_of_them() {
        deleteWithoutRedis(key);
        assertThat(database.undeliveredDeletes()).isEqualTo(1);

        other.poll();

        assertThat(isInRedis(key)).isFalse();
        assertThat(other.get(key)).isEmpty();
        assertThat(database.undeliveredDeletes()).isZero();
    }

    @Test
    void another_node_that_could_not_deliver_them_either_reads_none_of_them() {
        deleteWithoutRedis(key);
        other.cache.cut();
        other.poll();
        other.cache.heal();

        assertThat(other.get(key)).isEmpty();
    }

    @Test
    void none_is_read_between_the_poll_that_found_it_and_its_delivery() {
        deleteWithoutRedis(key);
        List<Optional<String>> read = new ArrayList<>();
        other.cache.beforeNextCall(() -> read.add(other.get(key)));

        other.poll();

        assertThat(read).containsExactly(Optional.empty());
    }

    @Test
    void a_restart_forgets_none_of_them() {
        deleteWithoutRedis(key);
        try (Node restarted = new Node(redis.uri(), database)) {
            assertThat(restarted.get(key)).as("before the first poll").isEmpty();

            restarted.poll();

            assertThat(restarted.get(key)).isEmpty();
            assertThat(isInRedis(key)).isFalse();
        }
    }

    @Test
    void deletes_and_invalidations_keep_neither_from_being_delivered() {
        UUID userId = UUID.randomUUID();
        node.warm(userId);
        deleteWithoutRedis(key);
        node.mutate(userId, "dream 1");

        other.poll();

        assertThat(database.undelivered()).isZero();
        assertThat(database.undeliveredDeletes()).isZero();
        assertThat(isInRedis(key)).isFalse();
        assertThat(other.build(userId).text()).contains("dream 1");
    }

    @Test
    void a_poll_also_delivers_what_could_not_be_written() {
        database.failPolls(new SQLException("away", "08001"));
        deleteWithoutRedis(key);
        database.failPolls(null);
        node.cache.heal();

        node.poll();

        assertThat(isInRedis(key)).isFalse();
    }

    @Test
    void their_node_delivers_them_without_a_read() {
        deleteWithoutRedis(key);
        node.poll();
        node.cache.heal();

        node.poll();

        assertThat(isInRedis(key)).isFalse();
        assertThat(database.undeliveredDeletes()).isZero();
    }

    @Test
    void a_row_that_cannot_be_removed_is_delivered_again() {
        deleteWithoutRedis(key);
        database.whenRowsWereRead(() -> database.failPolls(new SQLException("away", "08001")));
        other.poll();
        assertThat(isInRedis(key)).isFalse();
        assertThat(database.undeliveredDeletes()).isEqualTo(1);

        database.failPolls(null);
        other.poll();

        assertThat(database.undeliveredDeletes()).isZero();
    }

    @Test
    void while_there_are_more_than_one_poll_reads_none_is_read_and_all_are_delivered_when_redis_is_back() {
        node.cache.cut();
        int keys = 0;
        while (keys < 2 * OutboxPoller.BATCH) {
            node.cache.values.deleteUserContext(UUID.randomUUID());
            keys += Kind.values().length + 1;
        }
        deleteWithoutRedis(key);
        other.cache.cut();
        other.poll();
        other.cache.heal();
        assertThat(other.get(key)).isEmpty();
        assertThat(isInRedis(key)).isTrue();

        other.poll();

        assertThat(isInRedis(key)).isFalse();
        assertThat(database.undeliveredDeletes()).isZero();
        node.cache.heal();
        set(key);
        assertThat(other.get(key)).contains("old");
    }

    @Test
    void no_node_serves_values_when_its_lease_is_over() {
        other.clock.advance(Node.LEASE.plusNanos(1));
        assertThat(other.get(key)).isEmpty();

        other.poll();

        assertThat(other.get(key)).contains("old");
    }

    @Test
    void a_node_that_cannot_reach_the_database_serves_values() {
        database.failPolls(new SQLException("away", "08001"));
        other.poll();
        other.clock.advance(Node.LEASE.plusNanos(1));

        assertThat(other.get(key)).contains("old");
    }

    @Test
    void without_the_database_their_node_alone_knows_them() {
        database.failPolls(new SQLException("away", "08001"));
        deleteWithoutRedis(key);
        node.cache.heal();

        assertThat(node.get(key)).isEmpty();
    }

    @Test
    void the_lists_that_another_bean_deletes_are_as_well_protected() {
        UUID userId = UUID.randomUUID();
        node.warm(userId);
        node.cache.cut();
        assertThat(node.cache.values.deleteUserContext(userId)).isFalse();
        assertThat(source(other.build(userId))).isEqualTo(Source.CACHE);

        other.poll();

        assertThat(source(other.build(userId))).isEqualTo(Source.DATABASE);
    }
}
