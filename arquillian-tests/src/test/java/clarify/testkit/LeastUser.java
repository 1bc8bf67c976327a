package clarify.testkit;

import java.util.Map;

/** The user of Redis as whom the application signs in, with no more rights than docs/redis.md lists. */
final class LeastUser {
    static final String NAME = "clarify";
    private static final String PASSWORD = "change-me";

    /** A line of a redis.conf. */
    static final String LINE = "user " + NAME + " on >" + PASSWORD
            + " ~ctx:* +mget +get +set +del +unlink +strlen +scan +eval +evalsha +echo +info +wait";

    /** With them the application signs in. */
    static final Map<String, String> SETTINGS = Map.of("clarify.redis.user", NAME, "clarify.redis.password", PASSWORD);

    private LeastUser() {}
}
