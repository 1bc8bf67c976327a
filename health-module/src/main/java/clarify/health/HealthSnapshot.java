package clarify.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * What readiness is judged by, and what is told beside.
 *
 * @param database whether it can be reached
 * @param draining whether the node is to get no more requests; this and the database are all that decides
 * @param redis ok, degraded, or none where no Redis is configured
 * @param circuit closed, open or half-open
 * @param freshness fresh, overdue or blind
 */
public record HealthSnapshot(
        boolean database, boolean draining, String redis, String circuit, String freshness, long pendingInvalidations) {

    HealthCheckResponse response() {
        return HealthCheckResponse.named("clarify-ready")
                .status(database && !draining)
                .withData("database", database ? "reachable" : "unreachable")
                .withData("draining", draining)
                .withData("redis", redis)
                .withData("circuit", circuit)
                .withData("freshness", freshness)
                .withData("pendingInvalidations", pendingInvalidations)
                .build();
    }
}
