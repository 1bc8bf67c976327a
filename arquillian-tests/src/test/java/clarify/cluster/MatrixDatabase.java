package clarify.cluster;

import clarify.testkit.Postgres;
import clarify.testkit.TestEnvironment;
import java.util.Optional;

/** The databases. */
enum MatrixDatabase {
    POSTGRESQL_18("PostgreSQL 18"),
    POSTGRESQL_15("PostgreSQL 15"),
    H2("H2");

    private final String title;

    MatrixDatabase(String title) {
        this.title = title;
    }

    /** Empty for the one that the server brings. */
    Optional<Postgres> start() {
        return switch (this) {
            case POSTGRESQL_18 -> Optional.of(new Postgres());
            case POSTGRESQL_15 ->
                Optional.of(new Postgres(
                        Optional.of(TestEnvironment.file("postgresql-15.jar").toPath())));
            case H2 -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
