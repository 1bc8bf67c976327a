package clarify.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * What Redis does in one step, so that nothing can come between. Sent by its hash; to a Redis that does not know it (it
 * forgets scripts when it restarts) by its text.
 */
final class LuaScript {

    /**
     * Reads the lists and their version, and makes a version where there is none.
     *
     * <p>Keys: the version, the lists. Arguments: a version nobody ever had, its time to live in milliseconds. Answers the
     * version, then the lists. A value of another type is a miss.
     */
    static final LuaScript READ = new LuaScript("""
            local version = redis.pcall('GET', KEYS[1])
            if type(version) ~= 'string' then
              version = ARGV[1]
              redis.call('SET', KEYS[1], version, 'PX', ARGV[2])
            end
            return {version, unpack(redis.call('MGET', unpack(KEYS, 2)))}
            """);

    /**
     * Stores lists if the version is still the one that was seen before they were loaded.
     *
     * <p>Keys: the version, the lists. Arguments: the version seen, then value and time to live of each list. Answers 1 if
     * it has stored.
     */
    static final LuaScript STORE = new LuaScript("""
            if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            for i = 2, #KEYS do
              redis.call('SET', KEYS[i], ARGV[2 * i - 2], 'PX', ARGV[2 * i - 1])
            end
            return 1
            """);

    /**
     * Removes lists and renews the version, so that nothing loaded before can be stored. Where there is no memory for a
     * new version, the old one goes: the next reader makes one.
     *
     * <p>Keys: the version, the lists. Arguments: a version nobody ever had, its time to live in milliseconds. Answers how
     * many lists it has removed.
     */
    static final LuaScript INVALIDATE = new LuaScript("""
            local renewed = redis.pcall('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            if renewed.err then redis.call('DEL', KEYS[1]) end
            return redis.call('DEL', unpack(KEYS, 2))
            """);

    private final byte[] text;
    private final byte[] hash;

    private LuaScript(String text) {
        this.text = text.getBytes(UTF_8);
        this.hash = sha1(this.text);
    }

    /** The script with what it is run for. */
    Call on(List<String> keys, List<byte[]> arguments) {
        return new Call(this, keys.stream().map(SafeEncoder::encode).toList(), arguments);
    }

    record Call(LuaScript script, List<byte[]> keys, List<byte[]> arguments) implements PipelinedCommand {

        /** Makes a round trip of its own. @return what Redis answered */
        Object run(Connection connection) {
            try {
                return connection.executeCommand(Redis.COMMANDS.evalsha(script.hash, keys, arguments));
            } catch (JedisNoScriptException e) {
                return connection.executeCommand(Redis.COMMANDS.eval(script.text, keys, arguments));
            }
        }

        @Override
        public Response<?> send(Pipeline pipeline) {
            return pipeline.evalsha(script.hash, keys, arguments);
        }

        @Override
        public Response<?> sendInFull(Pipeline pipeline) {
            return pipeline.eval(script.text, keys, arguments);
        }
    }

    private static byte[] sha1(byte[] text) {
        try {
            return SafeEncoder.encode(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
