package clarify.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The content coding, for answers that hold nothing that a person wrote: the length of a compressed secret tells of it. */
final class Gzip {

    /** For {@code Content-Encoding}. */
    static final String NAME = "gzip";

    /** With a quality above 0 or none. */
    private static final Pattern ACCEPTED = Pattern.compile(
            "(?:^|,)\\s*gzip\\s*(?:;\\s*q=(?:1|0\\.\\d*[1-9])[\\d.]*\\s*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    private Gzip() {}

    /** Whether a client that sends these lines of {@code Accept-Encoding} takes it. */
    static boolean isAccepted(List<String> lines) {
        return lines.stream().anyMatch(line -> ACCEPTED.matcher(line).find());
    }

    static byte[] compress(byte[] content) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
