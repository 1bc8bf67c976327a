package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The asadmin commands that make PostgreSQL the default datasource of either Payara after its start. */
public final class PayaraDatasource {
    /** Without validation, Payara's pool returns connections that the database has closed. */
    private static final String COMMANDS = """
            create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource --restype=javax.sql.DataSource --isconnectvalidatereq=true --validationmethod=custom-validation --validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation --property=serverName=localhost:portNumber=%d:databaseName=postgres:user=postgres:password=postgres:socketTimeout=%d:loginTimeout=3 clarify
            set resources.jdbc-resource.jdbc/__default.pool-name=clarify
            """;

    /** The pool that they create. */
    static final String POOL = "clarify";

    static final String FILE = "postgresql.asadmin";

    private PayaraDatasource() {}

    /** With the limit for a read that Payara needs: its pool makes connections that the application never sees. */
    static Path commands(int postgresPort) {
        return commands(postgresPort, 12);
    }

    /** @param socketTimeout limit for a read, in seconds */
    public static Path commands(int postgresPort, int socketTimeout) {
        return write(COMMANDS.formatted(postgresPort, socketTimeout));
    }

    /** Leaves Payara its own default datasource. */
    static void noCommands() {
        write("");
    }

    private static Path write(String commands) {
        try {
            return Files.writeString(
                    TestEnvironment.file("clarify.servers").toPath().resolve(FILE), commands);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
