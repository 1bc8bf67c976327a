package clarify.health;

import clarify.journal.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started is who has brought the tables up to date. */
@Startup
@ApplicationScoped
public class Started implements HealthCheck {

    @Inject
    Migrations migrations;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clarify-started")
                .status(migrations.isDone())
                .build();
    }
}
