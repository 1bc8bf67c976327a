package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Commands that Redis runs in one step, so that nothing can come between. Sent by its hash; to a Redis that does not know
 * it (scripts are lost when Redis restarts) by its text.
 */
public final class LuaScript {

    private final Command byHash;
    private final Command inFull;

    private LuaScript(Command byHash, Command inFull) {
        this.byHash = byHash;
        this.inFull = inFull;
    }

    /** A script that needs memory, as {@link Command#storing} does. */
    public static LuaScript storing(String text) {
        return new LuaScript(Command.storing("EVALSHA", sha1(text)), Command.storing("EVAL", text));
    }

    /** A script that needs none, as {@link Command#removing}. */
    public static LuaScript removing(String text) {
        return new LuaScript(Command.removing("EVALSHA", sha1(text)), Command.removing("EVAL", text));
    }

    /** The script with what it is run for. */
    public Command on(List<String> keys, List<byte[]> arguments) {
        return run(byHash, keys, arguments).orInFull(run(inFull, keys, arguments));
    }

    private static Command run(Command script, List<String> keys, List<byte[]> arguments) {
        return script.with(Integer.toString(keys.size()).getBytes(US_ASCII))
                .with(keys)
                .withBytes(arguments);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
