package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Commands that Redis runs in one step, so that nothing can come between. Sent by its hash; to a Redis that does not know
 * it (scripts are lost when Redis restarts) by its text.
 */
public final class LuaScript {

    private final byte[] text;
    private final byte[] hash;

    public LuaScript(String text) {
        this.text = text.getBytes(UTF_8);
        this.hash = sha1(this.text);
    }

    /** The script with what it is run for. */
    public Call on(List<String> keys, List<byte[]> arguments) {
        return new Call(this, keys.stream().map(SafeEncoder::encode).toList(), arguments);
    }

    /** One run of a script. */
    public record Call(LuaScript script, List<byte[]> keys, List<byte[]> arguments) implements PipelinedCommand {

        /** A round trip of its own, whose reply is decoded within it. */
        public <T> Function<Connection, T> decodedBy(Function<Object, T> decoder) {
            return connection -> {
                Object reply;
                try {
                    reply = connection.executeCommand(Redis.COMMANDS.evalsha(script.hash, keys, arguments));
                } catch (JedisNoScriptException e) {
                    reply = connection.executeCommand(Redis.COMMANDS.eval(script.text, keys, arguments));
                }
                return decoder.apply(reply);
            };
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
