package clarify.journal;

import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What H2 knows of the tables of the entities when all migrations have run, by {@code table.column}.
 *
 * @param checks the condition of each check constraint, as H2 writes it, by the column that it is about
 */
record Schema(Map<String, Column> columns, Map<String, String> checks) {

    /**
     * One column.
     *
     * @param length of a text, in UTF-16 units
     * @param byDefault an SQL expression
     */
    record Column(boolean isNullable, long length, Optional<String> byDefault) {}

    private static final String URL = "jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1";

    static Schema migrated() {
        Tables.create(URL);
        try (Connection database = DriverManager.getConnection(URL)) {
            return new Schema(columns(database), checks(database));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Column> columns(Connection database) throws SQLException {
        return rows(
                        database,
                        "select table_name, column_name, is_nullable, character_maximum_length, column_default"
                                + " from information_schema.columns where table_schema = 'PUBLIC'")
                .stream()
                .collect(toMap(
                        Row::place,
                        row -> new Column(
                                row.text(3).equals("YES"),
                                row.has(4) ? Long.parseLong(row.text(4)) : 0,
                                row.has(5) ? Optional.of(row.text(5)) : Optional.empty()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, String> checks(Connection database) throws SQLException {
        return rows(
                        database,
                        "select usage.table_name, usage.column_name, checks.check_clause"
                                + " from information_schema.check_constraints checks"
                                + " join information_schema.constraint_column_usage usage using (constraint_name)")
                .stream()
                .collect(toMap(Row::place, row -> row.text(3), (one, other) -> one + " AND " + other, TreeMap::new));
    }

    private static List<Row> rows(Connection database, String query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = database.createStatement().executeQuery(query)) {
            while (result.next()) {
                List<Optional<String>> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(Optional.ofNullable(result.getString(i)));
                }
                rows.add(new Row(cells));
            }
        }
        return rows.stream()
                .filter(row -> !row.place().startsWith("clarify_migrations."))
                .filter(row -> !row.place().startsWith("undelivered_deletes."))
                .filter(row -> !row.place().startsWith("nodes."))
                .toList();
    }

    private record Row(List<Optional<String>> cells) {

        String place() {
            return (text(1) + "." + text(2)).toLowerCase(Locale.ROOT);
        }

        boolean has(int column) {
            return cells.get(column - 1).isPresent();
        }

        String text(int column) {
            return cells.get(column - 1).orElseThrow();
        }
    }
}
