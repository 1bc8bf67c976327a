package clarify.redis;

import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;

/** Redis, or a Sentinel, refuses to be read, or to let this client in. */
final class RefusedReading extends JedisDataException implements Repairable {

    private static final long serialVersionUID = 1;

    private final transient ErrorReply reply;
    private final boolean advised;

    RefusedReading(ErrorReply reply) {
        this(reply, reply.advice());
    }

    private RefusedReading(ErrorReply reply, Optional<String> advice) {
        super(reply.told(advice));
        this.reply = reply;
        this.advised = advice.isPresent();
    }

    /** A Sentinel has said it: other settings are about it. */
    RefusedReading bySentinel() {
        return new RefusedReading(reply, reply.adviceOnSentinels());
    }

    @Override
    public boolean tellsWhatToDo() {
        return advised;
    }
}
