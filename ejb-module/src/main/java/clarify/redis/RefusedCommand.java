package clarify.redis;

import redis.clients.jedis.exceptions.JedisDataException;

/** Redis has answered with an error where a reply was needed. */
final class RefusedCommand extends JedisDataException {

    private static final long serialVersionUID = 1;

    private final transient ErrorReply reply;
    private final boolean reading;

    RefusedCommand(Command command, ErrorReply reply) {
        super(reply.text());
        this.reply = reply;
        reading = command.needs() == Command.Needs.READING;
    }

    ErrorReply reply() {
        return reply;
    }

    /** Whether not even reading is possible. */
    boolean isOfReading() {
        return reading;
    }
}
