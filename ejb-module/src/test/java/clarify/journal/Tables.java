package clarify.journal;

import org.flywaydb.core.Flyway;

/** The product's tables in a database of a test. */
public final class Tables {

    private Tables() {}

    /** @param url of H2 */
    public static void create(String url) {
        Flyway.configure()
                .dataSource(url, "", "")
                .table("clarify_migrations")
                .load()
                .migrate();
    }
}
