package clarify.journal;

import clarify.concurrent.Bulkhead;
import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the limit for requests that wait for the database. */
@ApplicationScoped
class DatabaseConfiguration {

    /** One caller leaves two thirds of the places to the others. */
    private static final int CALLERS = 3;

    /** Half of the second within which what needs no database is answered. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Produces
    @Singleton
    Bulkhead requests() {
        int limit = DatabaseSettings.read(Settings.ofApplication()).requests();
        return new Bulkhead(limit, limit / CALLERS, PATIENCE);
    }
}
