package clarify.journal;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows through JDBC, and what their columns hold. */
final class JdbcRows {

    private JdbcRows() {}

    /** Reads the row that the result set stands at. */
    @FunctionalInterface
    interface Row<R> {
        R of(ResultSet columns) throws SQLException;
    }

    /** All rows of a query with these parameters. */
    static <R> List<R> of(PreparedStatement query, Row<R> row, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            query.setObject(i + 1, parameters[i]);
        }
        try (ResultSet columns = query.executeQuery()) {
            List<R> rows = new ArrayList<>();
            while (columns.next()) {
                rows.add(row.of(columns));
            }
            return rows;
        }
    }

    static UUID id(ResultSet columns, int column) throws SQLException {
        return requireNonNull(idIfAny(columns, column));
    }

    static @Nullable UUID idIfAny(ResultSet columns, int column) throws SQLException {
        return columns.getObject(column, UUID.class);
    }

    static <E extends Enum<E>> E constant(Class<E> type, ResultSet columns, int column) throws SQLException {
        return requireNonNull(constantIfAny(type, columns, column));
    }

    static <E extends Enum<E>> @Nullable E constantIfAny(Class<E> type, ResultSet columns, int column)
            throws SQLException {
        return Converters.constant(type, columns.getString(column));
    }

    static Instant instant(ResultSet columns, int column) throws SQLException {
        return requireNonNull(instantIfAny(columns, column));
    }

    static @Nullable Instant instantIfAny(ResultSet columns, int column) throws SQLException {
        OffsetDateTime time = columns.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
