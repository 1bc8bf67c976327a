package clarify.nodes;

import clarify.journal.Database;
import clarify.time.Ages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The nodes that run on the database, and this one's row among them. All times are those of the database, whatever the
 * clocks of the nodes say. Thread-safe.
 */
public final class Nodes {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String UPDATE = """
            update nodes set seen_at = current_timestamp, circuit = ?, freshness = ?, undelivered_invalidations = ?
            where id = ?""";

    private static final String INSERT = """
            insert into nodes
            (circuit, freshness, undelivered_invalidations, id, name, version, started_at, seen_at)
            values (?, ?, ?, ?, ?, ?, ?, current_timestamp)""";

    /** Nodes that have ended without a word. */
    private static final String FORGET = "delete from nodes where seen_at < current_timestamp - interval '1' day";

    private static final String REMOVE = "delete from nodes where id = ?";

    private static final String LIST = """
            select current_timestamp, id, name, version, started_at, seen_at, circuit, freshness,
            undelivered_invalidations from nodes order by name, started_at, id""";

    private final Database database;
    private final String name;
    private final Build build;
    private final LongSupplier nanoClock;
    private final UUID id = UUID.randomUUID();
    private final long began;

    Nodes(Database database, String name, Build build, LongSupplier nanoClock) {
        this.database = database;
        this.name = name;
        this.build = build;
        this.nanoClock = nanoClock;
        this.began = nanoClock.getAsLong();
    }

    /**
     * Those that have published themselves within a day and have not been stopped since, by name.
     *
     * @throws SQLException if the database does not answer within a few seconds
     */
    public List<Node> list() throws SQLException {
        return database.within(LIMIT, () -> {}, this::list);
    }

    private List<Node> list(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LIST);
                ResultSet columns = query.executeQuery()) {
            List<Node> nodes = new ArrayList<>();
            while (columns.next()) {
                nodes.add(node(columns));
            }
            return nodes;
        }
    }

    private Node node(ResultSet columns) throws SQLException {
        UUID other = columns.getObject(2, UUID.class);
        return new Node(
                other,
                columns.getString(3),
                columns.getString(4),
                instant(columns, 5),
                Ages.between(instant(columns, 6), instant(columns, 1)),
                columns.getString(7),
                columns.getString(8),
                columns.getInt(9),
                other.equals(id));
    }

    /** Writes this node's row anew, and removes those that nobody has written for a day. */
    void publish(NodeState state) throws SQLException {
        database.within(LIMIT, () -> {}, connection -> publish(state, connection));
    }

    private int publish(NodeState state, Connection connection) throws SQLException {
        if (update(state, connection) == 0) {
            insert(state, connection);
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            return forget.executeUpdate();
        }
    }

    private int update(NodeState state, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            set(state, update);
            return update.executeUpdate();
        }
    }

    private void insert(NodeState state, Connection connection) throws SQLException {
        OffsetDateTime started = Database.now(connection).minusNanos(nanoClock.getAsLong() - began);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            set(state, insert);
            insert.setString(5, name);
            insert.setString(6, build.version());
            insert.setObject(7, started);
            insert.executeUpdate();
        }
    }

    /** The first four parameters. */
    private void set(NodeState state, PreparedStatement statement) throws SQLException {
        statement.setString(1, state.circuit());
        statement.setString(2, state.freshness());
        statement.setInt(3, state.undeliveredInvalidations());
        statement.setObject(4, id);
    }

    /** Removes this node's row; it does not matter if there is none. */
    void remove(Duration limit) throws SQLException {
        database.within(limit, () -> {}, this::remove);
    }

    private int remove(Connection connection) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setObject(1, id);
            return remove.executeUpdate();
        }
    }

    private static Instant instant(ResultSet columns, int column) throws SQLException {
        return columns.getObject(column, OffsetDateTime.class).toInstant();
    }
}
