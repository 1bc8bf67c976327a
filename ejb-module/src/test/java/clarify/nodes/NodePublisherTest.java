package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.FixedBypass;
import clarify.logging.LoggedRecords;
import clarify.redis.Breakers;
import clarify.redis.Command;
import clarify.redis.Redis;
import clarify.redis.RedisSettings;
import clarify.redis.RedisUsage;
import clarify.redis.RoundTrip;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NodePublisherTest {

    @AutoClose
    private final NodeDatabase database = new NodeDatabase();

    @AutoClose
    private final LoggedRecords logged = new LoggedRecords("clarify.nodes");

    private final Nodes nodes = new Nodes(database, "one", new Build("1.0.0", "unknown"), System::nanoTime);

    @AutoClose
    private final Redis none = redis("");

    private final NodePublisher publisher = new NodePublisher(nodes, none, new FixedBypass());

    private static Redis redis(String uri) {
        Settings settings = new Settings(name -> Optional.of(name.equals("clarify.redis.uri") ? uri : ""));
        RedisUsage usage = new RedisUsage(
                1024,
                tag -> RoundTrip.of(List.of(Command.reading("MGET", "probe"))),
                tag -> RoundTrip.of(List.of(Command.storing("SET", "probe", "1"))));
        return new Redis(
                RedisSettings.read(settings),
                usage,
                new Breakers(Supplier::get, Supplier::get),
                new SimpleMeterRegistry(),
                Tracing.none());
    }

    private List<Level> levels() {
        return logged.list().stream().map(LogRecord::getLevel).toList();
    }

    @Test
    void a_node_without_redis_has_no_circuit() throws SQLException {
        publisher.publish();

        assertThat(nodes.list())
                .singleElement()
                .extracting(Node::circuit, Node::freshness, Node::undeliveredInvalidations)
                .containsExactly("none", "fresh", 0);
    }

    @Test
    void a_node_with_redis_has_one() throws SQLException {
        try (Redis redis = redis("redis://localhost:1")) {
            new NodePublisher(nodes, redis, new FixedBypass()).publish();

            assertThat(nodes.list()).extracting(Node::circuit).containsExactly("closed");
        }
    }

    @Test
    void a_database_that_is_away_is_nothing_to_tell_and_the_node_is_published_when_it_is_back() throws SQLException {
        database.fail(new SQLTransientConnectionException("away", "08001"));
        publisher.publish();
        publisher.publish();
        assertThat(levels()).allMatch(level -> level.intValue() <= Level.FINE.intValue());

        database.fail(null);
        publisher.publish();
        assertThat(nodes.list()).hasSize(1);
    }

    @Test
    void any_other_failure_is_told_once_until_the_node_is_published_again() {
        database.fail(new SQLException("no such table", "42P01"));
        publisher.publish();
        publisher.publish();
        assertThat(levels().stream().filter(Level.WARNING::equals)).hasSize(1);

        database.fail(null);
        publisher.publish();
        database.fail(new SQLException("no such table", "42P01"));
        publisher.publish();
        assertThat(levels().stream().filter(Level.WARNING::equals)).hasSize(2);
    }
}
