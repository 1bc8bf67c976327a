package clarify.redis;

import redis.clients.jedis.exceptions.JedisDataException;

/** Redis refuses to be read. */
final class RefusedReading extends JedisDataException {

    private static final long serialVersionUID = 1;

    RefusedReading(ErrorReply reply) {
        super(reply.text());
    }
}
