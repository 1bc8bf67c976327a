package clarify.startup;

import clarify.cache.CacheSettings;
import clarify.logging.LogFields;
import clarify.nodes.Build;
import clarify.redis.RedisGreeting;
import clarify.token.TokenSettings;
import java.util.Optional;

/** What one log record says of the start. No secret is in it. */
record Started(
        String node,
        Build build,
        String server,
        Optional<RedisGreeting> redis,
        TokenSettings tokens,
        String tokenEstimator,
        CacheSettings cache) {

    private static final String NONE = "none";

    /** @param database its product and version */
    void addTo(LogFields record, String database) {
        record.add("node", node)
                .add("version", build.version())
                .add("commit", build.commit())
                .add("java", Runtime.version())
                .add("server", server)
                .add("database", database)
                .add("redis", redis.map(RedisGreeting::address).orElse(NONE))
                .add("redisMode", redis.map(RedisGreeting::mode).orElse(NONE))
                .add("redisServer", redis.map(RedisGreeting::server).orElse(NONE))
                .add(
                        "redisAnswer",
                        redis.map(answer -> answer.failure().orElse("ok")).orElse(NONE))
                .add(
                        "redisHistory",
                        redis.map(answer -> answer.history().toString()).orElse(NONE))
                .add("issuer", tokens.issuer().orElse(NONE))
                .add("audience", tokens.audiences().isEmpty() ? NONE : String.join(" ", tokens.audiences()))
                .add("tokenEstimator", tokenEstimator)
                .add("changedTtls", changedTtls());
    }

    private String changedTtls() {
        String changed = String.join(" ", cache.changedTtls());
        return changed.isEmpty() ? NONE : changed;
    }
}
