package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/** A reply in which names and values take turns. */
final class Fields {

    private Fields() {}

    static Optional<String> value(List<?> fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (name.equals(text(fields.get(i)))) {
                return Optional.of(text(fields.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    private static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(reply);
    }
}
