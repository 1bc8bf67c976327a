package clarify.cache;

import clarify.kind.Kind;
import java.util.Set;

/**
 * How far a person's cached lists are trusted.
 *
 * @param bypassed the lists that must be looked up instead
 * @param lastResort those of them that are served where the database cannot be reached, as nothing else is left
 * @param fresh whether the lists that are served are known to be current
 */
public record Trust(Set<Kind> bypassed, Set<Kind> lastResort, boolean fresh) {

    public Trust {
        bypassed = Set.copyOf(bypassed);
        lastResort = Set.copyOf(lastResort);
    }

    /** The bypassed lists are not served at all. */
    public Trust(Set<Kind> bypassed, boolean fresh) {
        this(bypassed, Set.of(), fresh);
    }
}
