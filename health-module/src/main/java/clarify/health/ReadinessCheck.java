package clarify.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who reaches the database and is not about to be stopped. Without Redis the answers are as true, only slower: that is told, and no more. */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthState.take()
                .map(HealthSnapshot::response)
                .orElseGet(() -> HealthCheckResponse.down("clarify-ready"));
    }
}
