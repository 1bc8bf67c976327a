package clarify.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * What readiness is judged by, and what is told beside.
 *
 * @param database whether it can be reached; all that decides
 * @param redis ok, degraded, or none where no Redis is configured
 * @param circuit closed, open or half-open
 * @param freshness fresh, overdue or blind
 */
public record HealthSnapshot(
        boolean database, String redis, String circuit, String freshness, long pendingInvalidations) {

    HealthCheckResponse response() {
        return HealthCheckResponse.named("clarify-ready")
                .status(database)
                .withData("database", database ? "reachable" : "unreachable")
                .withData("redis", redis)
                .withData("circuit", circuit)
                .withData("freshness", freshness)
                .withData("pendingInvalidations", pendingInvalidations)
                .build();
    }
}
