package clarify.health;

import clarify.cache.CacheBean;
import clarify.context.Backlog;
import clarify.journal.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who reaches the database. Without Redis the answers are as true, only slower: that is told, and no more. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {

    @Inject
    Database database;

    @Inject
    CacheBean cache;

    @Inject
    Backlog backlog;

    @Override
    public HealthCheckResponse call() {
        return Readings.of(database.isReachable(), cache.status(), backlog.pending())
                .response();
    }
}
