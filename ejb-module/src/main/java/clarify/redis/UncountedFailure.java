package clarify.redis;

import redis.clients.jedis.exceptions.JedisException;

/** A call failed, and that says nothing against Redis as a whole: the circuit does not count it. */
abstract class UncountedFailure extends JedisException {

    private static final long serialVersionUID = 1;

    UncountedFailure(String message) {
        super(message);
    }

    UncountedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
