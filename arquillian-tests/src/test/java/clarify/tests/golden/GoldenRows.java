package clarify.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Writes the rows of a case to PostgreSQL and removes those of the previous case. Columns that the schema does not have
 * are ignored, a null in a column without nulls becomes its default, missing required values are invented.
 */
public final class GoldenRows {
    private static final List<String> TABLES =
            List.of("users", "dreams", "clarify_sessions", "clarify_messages", "clarify_patterns", "reflections");

    private final DataSource database;

    public GoldenRows(DataSource database) {
        this.database = database;
    }

    private record Column(String name, String type, boolean nullable, boolean defaulted) {
        boolean mustBeGiven() {
            return !nullable && !defaulted;
        }
    }

    public void replaceBy(JsonNode tables) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("truncate " + String.join(", ", TABLES) + " cascade"); // other tables refer to users
            statement.execute("set local session_replication_role = replica"); // rows may refer to missing rows
            for (String table : TABLES) {
                List<Column> columns = columns(connection, table);
                for (JsonNode row : tables.path(table)) {
                    insert(connection, table, columns, row);
                }
            }
            connection.commit();
        }
    }

    private static void insert(Connection connection, String table, List<Column> columns, JsonNode row)
            throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        columns.forEach(column -> value(column, row).ifPresent(value -> values.put(column, value)));
        String names = values.keySet().stream().map(Column::name).collect(Collectors.joining(", "));
        String places = values.keySet().stream()
                .map(column -> "cast(? as " + column.type() + ")")
                .collect(Collectors.joining(", "));
        try (var insert =
                connection.prepareStatement("insert into %s (%s) values (%s)".formatted(table, names, places))) {
            int index = 1;
            for (String value : values.values()) {
                insert.setString(index++, value);
            }
            insert.executeUpdate();
        }
    }

    /** Empty if the database sets the value: null, or the column's default. */
    private static Optional<String> value(Column column, JsonNode row) {
        JsonNode value = row.path(column.name());
        if (!value.isMissingNode() && !value.isNull()) {
            return Optional.of(value.asText());
        }
        return column.mustBeGiven() ? Optional.of(madeUp(column, row)) : Optional.empty();
    }

    private static String madeUp(Column column, JsonNode row) {
        return column.name().equals("email") ? row.required("id").textValue() + "@example.org" : "-";
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        try (var columns = connection.getMetaData().getColumns(null, "public", table, "%")) {
            List<Column> found = new ArrayList<>();
            while (columns.next()) {
                found.add(new Column(
                        columns.getString("COLUMN_NAME"),
                        columns.getString("TYPE_NAME"),
                        columns.getString("IS_NULLABLE").equals("YES"),
                        columns.getString("COLUMN_DEF") != null));
            }
            return found;
        }
    }
}
