package clarify.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where a Redis listens, and as whom to speak to it. Its text shows neither user nor password.
 *
 * @param tls whether it speaks TLS there
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {

    /** Another server with the same data. */
    RedisAddress at(String otherHost, int otherPort) {
        return new RedisAddress(otherHost, otherPort, user, password, database, tls);
    }

    String hostAndPort() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return hostAndPort() + "/" + database;
    }
}
