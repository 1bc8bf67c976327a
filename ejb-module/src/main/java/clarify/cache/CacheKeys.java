package clarify.cache;

import clarify.kind.Kind;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Makes every key, for reader and evictor alike. */
final class CacheKeys {

    private static final String CONTEXT = "ctx:";

    private final String prefix;

    CacheKeys(String prefix) {
        this.prefix = prefix;
    }

    /** The key of one list of a person's context. A UUID's text is canonical and lower-case. */
    String ofContext(Kind kind, UUID userId) {
        return prefix + CONTEXT + kind.label() + ":" + userId;
    }

    /** The key of the version that guards a person's lists. */
    String versionOf(UUID userId) {
        return prefix + CONTEXT + "version:" + userId;
    }

    List<String> ofContext(Collection<Kind> kinds, UUID userId) {
        return kinds.stream().map(kind -> ofContext(kind, userId)).toList();
    }

    /**
     * The key of another bean's data.
     *
     * @throws IllegalArgumentException when the name is blank or could be a context's
     */
    String ofOther(String name) {
        if (name.isBlank() || name.startsWith(CONTEXT)) {
            throw new IllegalArgumentException("A cache key must not be blank or begin with '" + CONTEXT + "'");
        }
        return prefix + name;
    }

    /** The pattern for SCAN that finds one list of everybody. */
    String patternOf(Kind kind) {
        return escaped(prefix) + CONTEXT + kind.label() + ":*";
    }

    /** The pattern for SCAN that finds every context. */
    String patternOfContexts() {
        return escaped(prefix) + CONTEXT + "*";
    }

    private static String escaped(String literal) {
        return literal.replaceAll("([*?\\[\\]^\\\\-])", "\\\\$1");
    }
}
