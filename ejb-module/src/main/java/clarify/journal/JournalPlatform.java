package clarify.journal;

import java.sql.Types;
import java.util.UUID;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;
import org.jspecify.annotations.Nullable;

/**
 * On Payara: what EclipseLink says to PostgreSQL, which H2 understands too. A null for a column of ids is bound without a
 * type of its own. EclipseLink would call it a text, and PostgreSQL refuses that unless the datasource has {@code
 * stringtype=unspecified}.
 */
public final class JournalPlatform extends PostgreSQLPlatform {
    private static final long serialVersionUID = 1L;

    @Override
    public int getJDBCType(@Nullable Class<?> javaType) {
        return javaType == UUID.class ? Types.OTHER : super.getJDBCType(javaType);
    }
}
