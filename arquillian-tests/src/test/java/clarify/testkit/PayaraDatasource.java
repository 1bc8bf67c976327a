package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipped asadmin commands that make PostgreSQL the default datasource of either Payara, with the values of the tests. */
public final class PayaraDatasource {
    private static final String SOCKET_TIMEOUT = "socketTimeout=15";

    /** The pool that they create. */
    static final String POOL = "clarify";

    static final String FILE = "postgresql.asadmin";

    private PayaraDatasource() {}

    static Path commands(int postgresPort) {
        return write(shipped(postgresPort));
    }

    /** @param socketTimeout another limit for a read, in seconds */
    public static Path commands(int postgresPort, int socketTimeout) {
        return write(replace(shipped(postgresPort), SOCKET_TIMEOUT, "socketTimeout=" + socketTimeout));
    }

    private static String shipped(int postgresPort) {
        String commands = ShippedExamples.text("payara-postgresql.asadmin");
        commands = replace(commands, "${ENV=PGHOST}", "localhost");
        commands = replace(commands, "${ENV=PGPORT}", String.valueOf(postgresPort));
        for (String value : List.of("${ENV=PGDATABASE}", "${ENV=PGUSER}", "${ENV\\=PGPASSWORD}")) {
            commands = replace(commands, value, "postgres");
        }
        return commands;
    }

    private static String replace(String text, String old, String other) {
        if (!text.contains(old)) {
            throw new IllegalStateException("no " + old + " in " + text);
        }
        return text.replace(old, other);
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
