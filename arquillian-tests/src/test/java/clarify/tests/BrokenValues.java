package clarify.tests;

import clarify.testkit.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import redis.clients.jedis.Jedis;

/** Corrupts the five cached values of a user in many ways, with a seed. */
final class BrokenValues {
    private final Random random;
    private final Journal journal;
    private final List<byte[]> own;
    private final List<byte[]> foreign;
    private final List<Breakage> breakages = new ArrayList<>();

    /** Corrupts the value of the kind at an index of {@link Journal#KINDS}. */
    private interface Breakage {
        void apply(Jedis jedis, byte[] key, int kind);
    }

    BrokenValues(long seed, Jedis jedis, Journal journal, Journal stranger) {
        random = new Random(seed);
        this.journal = journal;
        own = read(jedis, journal);
        foreign = read(jedis, stranger);
        bytes(kind -> cut(own.get(kind)));
        bytes(foreign::get);
        bytes(kind -> own.get((kind + 1 + random.nextInt(4)) % 5));
        bytes(kind -> new byte[0]);
        bytes(kind -> utf8("null"));
        bytes(kind -> utf8("[null,null]"));
        bytes(kind -> utf8("{}"));
        bytes(kind -> utf8("42"));
        bytes(kind -> utf8("\"text\""));
        bytes(kind -> noise());
        bytes(kind -> utf8("[".repeat(1_000 + random.nextInt(100_000))));
        bytes(kind -> utf8("\"" + "x".repeat(2 << 20) + "\""));
        bytes(kind -> join(own.get(kind), utf8("{\"more\":1}")));
        bytes(kind -> javaStream());
        replaced("\"format\":2", "\"format\":3");
        replaced("\"format\":2", "\"format\":0");
        replaced("\"format\":2", "\"format\":\"2\"");
        replaced("\"format\":2", "\"format\":2.5");
        replaced("\"format\":2", "\"format\":null");
        replaced("\"format\":2", "\"@class\":\"java.util.HashMap\"");
        replaced("\"value\":", "\"value\":null,\"rest\":");
        replaced("\"value\":", "\"value\":[{}],\"rest\":");
        replaced("\"value\":", "\"value\":[null],\"rest\":");
        replaced("\"value\":", "\"value\":[[1]],\"rest\":");
        replaced("\"value\":", "\"value\":7,\"rest\":");
        replaced("\"value\":", "\"other\":");
        breakages.add((redis, key, kind) -> redis.rpush(key, own.get(kind)));
        breakages.add((redis, key, kind) -> redis.hset(key, utf8("value"), own.get(kind)));
        breakages.add((redis, key, kind) -> redis.sadd(key, own.get(kind)));
    }

    int ways() {
        return breakages.size();
    }

    /** Corrupts all five values, each in another way in each round. */
    void breakAll(Jedis jedis, int round) {
        for (int kind = 0; kind < 5; kind++) {
            byte[] key = utf8(journal.keys()[kind]);
            jedis.del(key);
            breakages.get((round + kind * 7) % breakages.size()).apply(jedis, key, kind);
        }
    }

    private static List<byte[]> read(Jedis jedis, Journal of) {
        return Arrays.stream(of.keys()).map(key -> jedis.get(utf8(key))).toList();
    }

    private interface Value {
        byte[] of(int kind);
    }

    private void bytes(Value value) {
        breakages.add((jedis, key, kind) -> jedis.set(key, value.of(kind)));
    }

    private void replaced(String part, String by) {
        bytes(kind -> {
            String text = new String(own.get(kind), StandardCharsets.UTF_8);
            if (!text.contains(part)) {
                throw new IllegalStateException("the envelope has changed: no " + part + " in " + text);
            }
            return utf8(text.replace(part, by));
        });
    }

    private byte[] cut(byte[] value) {
        return Arrays.copyOf(value, random.nextInt(value.length));
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] javaStream() {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(new HashMap<>(Map.of("name", "Mallory")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
