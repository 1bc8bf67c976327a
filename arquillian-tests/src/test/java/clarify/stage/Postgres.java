package clarify.stage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A PostgreSQL of our own on a free port, the server's default database, past the product. */
public final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final List<String> refusals = new ArrayList<>();

    Postgres() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return postgres.getPort();
    }

    DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    /** The number that the query finds. */
    public int count(String query, Object... parameters) {
        return with(query, parameters, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    public void execute(String sql, Object... parameters) {
        with(sql, parameters, PreparedStatement::execute);
    }

    /**
     * Lets PostgreSQL itself refuse what a test writes, until the test ends.
     *
     * @param event such as {@code before insert on dreams}; a deferred one happens when the transaction commits
     * @param condition which rows, such as {@code new.title = 'A garden'}
     * @param statement what happens then, in PL/pgSQL
     */
    public void refuse(String event, String condition, String statement) {
        String name = "refusal_" + refusals.size();
        execute("create function %s() returns trigger language plpgsql as $$ begin %s; return new; end $$"
                .formatted(name, statement));
        refusals.add(name);
        execute("create %s trigger %s %s for each row when (%s) execute function %s()"
                .formatted(event.contains("deferred") ? "constraint" : "", name, event, condition, name));
    }

    void mend() {
        refusals.forEach(name -> execute("drop function %s cascade".formatted(name)));
        refusals.clear();
    }

    private <T> T with(String sql, Object[] parameters, Statement<T> use) {
        try (var connection = dataSource().getConnection();
                var limit = connection.createStatement();
                var statement = connection.prepareStatement(sql)) {
            limit.execute("set lock_timeout = '10s'");
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private interface Statement<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
