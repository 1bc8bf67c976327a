package clarify.redis;

import redis.clients.jedis.exceptions.JedisException;

/** No connection came free in time. Says nothing about Redis. */
final class PoolExhausted extends JedisException {

    private static final long serialVersionUID = 1;

    PoolExhausted() {
        super("no connection came free in time");
    }
}
