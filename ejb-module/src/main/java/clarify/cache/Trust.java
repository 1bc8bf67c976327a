package clarify.cache;

import clarify.kind.Kind;
import java.util.Set;

/**
 * How far a person's cached lists are trusted.
 *
 * @param bypassed the lists that must be looked up instead
 * @param fresh whether the other lists are known to be current; they are served in either case
 */
public record Trust(Set<Kind> bypassed, boolean fresh) {

    public Trust {
        bypassed = Set.copyOf(bypassed);
    }
}
