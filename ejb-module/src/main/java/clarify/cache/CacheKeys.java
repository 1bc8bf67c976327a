package clarify.cache;

import clarify.kind.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes every key, for reading and removing alike. */
final class CacheKeys {

    /** In the order in which the keys of a person's lists are asked for. */
    static final List<Kind> KINDS = List.of(Kind.values());

    private static final String CONTEXT = "ctx:";
    private static final String VERSION = "version";
    private static final int UUID_LENGTH = 36;

    /** Characters of another bean's key: so many that hundreds fit into one command and one query. */
    private static final int LONGEST = 4096;

    private final String prefix;
    private final boolean clustered;

    /** @param clustered whether the id stands in braces, which bring all keys of a person into one slot of a Cluster */
    CacheKeys(String prefix, boolean clustered) {
        this.prefix = prefix;
        this.clustered = clustered;
    }

    /** The key of one list of a person's context. A UUID's text is canonical and lower-case. */
    String ofContext(Kind kind, UUID userId) {
        return ofContext(kind.label(), id(userId));
    }

    /** The key of the version that guards a person's lists. */
    String versionOf(UUID userId) {
        return ofContext(VERSION, id(userId));
    }

    /** As the scripts want them: that of the version, then those of the lists in the order of their kinds. */
    List<String> ofVersionAndLists(UUID userId, Collection<Kind> kinds) {
        String id = id(userId);
        List<String> all = new ArrayList<>(1 + KINDS.size());
        all.add(ofContext(VERSION, id));
        for (Kind kind : KINDS) {
            if (kinds.contains(kind)) {
                all.add(ofContext(kind.label(), id));
            }
        }
        return all;
    }

    private String ofContext(String what, String id) {
        return prefix + CONTEXT + what + ":" + id;
    }

    private String id(UUID userId) {
        return clustered ? "{" + userId + "}" : userId.toString();
    }

    /**
     * A key of nobody, to try Redis with.
     *
     * @param tag stands in braces; empty: in none
     */
    String ofProbe(String tag) {
        return prefix + CONTEXT + "probe" + inBraces(tag);
    }

    /**
     * The key of the version that guards what a node stores for other beans. A purge may remove it: it is renewed.
     *
     * @param tag stands in braces; empty: in none
     */
    String versionOfStores(UUID node, String tag) {
        return prefix + CONTEXT + "version:node-" + node + inBraces(tag);
    }

    private static String inBraces(String tag) {
        return tag.isEmpty() ? "" : ":{" + tag + "}";
    }

    /**
     * The key of another bean's data.
     *
     * @throws IllegalArgumentException when the name is blank, too long or could be a context's
     */
    String ofOther(String name) {
        if (name.isBlank() || name.startsWith(CONTEXT)) {
            throw new IllegalArgumentException("A cache key must not be blank or begin with '" + CONTEXT + "'");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A cache key must have at most " + LONGEST + " characters, and has " + name.length());
        }
        return prefix + name;
    }

    /** The pattern for SCAN that finds one list of everybody. */
    String patternOf(Kind kind) {
        return escaped(prefix) + CONTEXT + kind.label() + ":*";
    }

    /** The pattern for SCAN that finds the version of everybody's lists. */
    String patternOfVersions() {
        return escaped(prefix) + CONTEXT + "version:*";
    }

    /** Whose the key of a list or a version is; empty when it is none that was made here. */
    Optional<UUID> userOf(String key) {
        String last = key.substring(key.lastIndexOf(':') + 1);
        if (clustered && !(last.startsWith("{") && last.endsWith("}"))) {
            return Optional.empty();
        }
        String id = clustered ? last.substring(1, last.length() - 1) : last;
        if (id.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID user = UUID.fromString(id);
            return Optional.of(user).filter(canonical -> canonical.toString().equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String literal) {
        return literal.replaceAll("([*?\\[\\]^\\\\-])", "\\\\$1");
    }
}
