package clarify.health;

import clarify.cache.CacheStatus;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * What readiness is judged by, and what is told beside.
 *
 * @param redis ok, degraded, or none where no Redis is configured
 */
record Readings(boolean database, String redis, String circuit, long pendingInvalidations) {

    static Readings of(boolean database, CacheStatus cache, long pendingInvalidations) {
        return new Readings(database, redis(cache), cache.state(), pendingInvalidations);
    }

    private static String redis(CacheStatus cache) {
        if (!cache.configured()) {
            return "none";
        }
        return cache.state().equals("closed") && cache.consecutiveFailures() == 0 ? "ok" : "degraded";
    }

    HealthCheckResponse response() {
        return HealthCheckResponse.named("clarify-ready")
                .status(database)
                .withData("database", database ? "reachable" : "unreachable")
                .withData("redis", redis)
                .withData("circuit", circuit)
                .withData("pendingInvalidations", pendingInvalidations)
                .build();
    }
}
