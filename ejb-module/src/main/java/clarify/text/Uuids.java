package clarify.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs strictly, as {@link UUID#fromString} also accepts {@code 1-1-1-1-1}, and makes those that stand for a name. */
public final class Uuids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** For names that are URLs: RFC 9562, 6.6. */
    private static final UUID NAMESPACE_URL = new UUID(0x6ba7b8119dad11d1L, 0x80b400c04fd430c8L);

    private Uuids() {}

    /** @return empty for anything else */
    public static Optional<UUID> parse(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> FORM.matcher(t).matches()).map(UUID::fromString);
    }

    /** The name-based UUID, version 5, of a URL: RFC 9562, 5.5. The same for the same URL. */
    public static UUID ofUrl(String url) {
        byte[] name = url.getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(sha1().digest(ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .putLong(NAMESPACE_URL.getMostSignificantBits())
                .putLong(NAMESPACE_URL.getLeastSignificantBits())
                .put(name)
                .array()));
        long high = (hash.getLong() & ~0xf000L) | 0x5000L;
        long low = (hash.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
