package clarify.redis;

import redis.clients.jedis.exceptions.JedisException;

/** What came is not the replies to what was sent. The connection is of no more use. */
final class UnexpectedReply extends JedisException {

    private static final long serialVersionUID = 1;

    UnexpectedReply(String message) {
        super(message);
    }
}
