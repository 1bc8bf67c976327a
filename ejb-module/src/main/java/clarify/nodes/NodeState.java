package clarify.nodes;

import clarify.cache.BypassPolicy;
import clarify.redis.Redis;

/** How a node does at one moment, in the words of its metrics. */
record NodeState(String circuit, String freshness, int undeliveredInvalidations) {

    private static final String WITHOUT_REDIS = "none";

    static NodeState of(Redis redis, BypassPolicy policy) {
        return new NodeState(
                redis.isConfigured() ? redis.circuit().state().toString() : WITHOUT_REDIS,
                policy.freshness().toString(),
                policy.undelivered());
    }
}
