package clarify.nodes;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** On H2; the servers' tests use PostgreSQL. */
class NodesTest {

    private static final NodeState WELL = new NodeState("closed", "fresh", 0);

    private static final Duration SECOND = Duration.ofSeconds(1);

    @AutoClose
    private final NodeDatabase database = new NodeDatabase();

    private long nanos;
    private final Nodes one = node("one", "1.0.0");
    private final Nodes other = node("other", "1.0.1");

    private Nodes node(String name, String version) {
        return new Nodes(database, name, new Build(version, "unknown"), () -> nanos);
    }

    @Test
    void each_is_listed_by_name_as_it_has_published_itself() throws SQLException {
        other.publish(new NodeState("open", "blind", 3));
        one.publish(WELL);

        assertThat(one.list())
                .extracting(Node::name, Node::version, Node::circuit, Node::freshness, Node::undeliveredInvalidations)
                .containsExactly(
                        tuple("one", "1.0.0", "closed", "fresh", 0), tuple("other", "1.0.1", "open", "blind", 3));
    }

    @Test
    void the_one_that_answers_is_marked() throws SQLException {
        one.publish(WELL);
        other.publish(WELL);

        assertThat(one.list()).extracting(Node::answering).containsExactly(true, false);
        assertThat(other.list()).extracting(Node::answering).containsExactly(false, true);
    }

    @Test
    void nodes_of_one_name_are_two() throws SQLException {
        one.publish(WELL);
        node("one", "1.0.0").publish(WELL);

        assertThat(one.list()).extracting(Node::name).containsExactly("one", "one");
    }

    @Test
    void one_that_publishes_itself_again_is_the_same_in_another_state() throws SQLException {
        one.publish(WELL);
        Node first = one.list().get(0);

        one.publish(new NodeState("half-open", "overdue", 1));

        assertThat(one.list())
                .singleElement()
                .extracting(Node::id, Node::startedAt, Node::circuit, Node::freshness, Node::undeliveredInvalidations)
                .containsExactly(first.id(), first.startedAt(), "half-open", "overdue", 1);
    }

    @Test
    void one_that_was_not_seen_has_the_age_that_the_clock_of_the_database_says() throws SQLException {
        one.publish(WELL);
        assertThat(one.list().get(0).sinceSeen()).isBetween(Duration.ZERO, Duration.ofMinutes(1));

        database.execute("update nodes set seen_at = seen_at - interval '3' hour");

        assertThat(one.list().get(0).sinceSeen()).isBetween(Duration.ofHours(3), Duration.ofMinutes(181));
    }

    @Test
    void a_clock_that_was_set_back_makes_no_age_negative() throws SQLException {
        one.publish(WELL);
        database.execute("update nodes set seen_at = seen_at + interval '3' hour");

        assertThat(one.list().get(0).sinceSeen()).isZero();
    }

    @Test
    void one_that_could_not_publish_itself_at_first_has_started_when_it_did() throws SQLException {
        nanos = Duration.ofHours(2).toNanos();
        one.publish(WELL);

        assertThat(one.list().get(0).startedAt())
                .isCloseTo(Instant.now().minus(Duration.ofHours(2)), within(60, SECONDS));
    }

    @Test
    void one_that_was_stopped_is_gone() throws SQLException {
        one.publish(WELL);
        other.publish(WELL);

        one.remove(SECOND);
        one.remove(SECOND);

        assertThat(other.list()).extracting(Node::name).containsExactly("other");
    }

    @Test
    void one_that_was_not_seen_for_a_day_is_forgotten_and_comes_back_when_it_publishes_itself() throws SQLException {
        one.publish(WELL);
        other.publish(WELL);
        database.execute("update nodes set seen_at = seen_at - interval '23' hour");
        other.publish(WELL);
        assertThat(other.list()).hasSize(2);

        database.execute("update nodes set seen_at = seen_at - interval '2' hour");
        other.publish(WELL);
        assertThat(other.list()).extracting(Node::name).containsExactly("other");

        one.publish(WELL);
        assertThat(other.list()).extracting(Node::name).containsExactly("one", "other");
    }
}
