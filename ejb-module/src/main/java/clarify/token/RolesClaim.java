package clarify.token;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a token says what its bearer may do, and in which words.
 *
 * @param paths of the claims, with / between the names of objects within objects; a name may contain / itself
 * @param roles the roles for each name; none: the names are the roles
 */
record RolesClaim(List<String> paths, Map<String, Set<String>> roles) {

    static final Set<String> ROLES = Set.of("user", "agent", "admin");

    /**
     * The roles in all of the claims together; there are none but in a list of names, in words of one text, or in the names of
     * objects.
     */
    Set<String> in(Map<String, Object> claims) {
        return paths.stream()
                .flatMap(path -> names(find(claims, path)))
                .flatMap(this::roles)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<String> roles(String name) {
        return roles.isEmpty() ? Stream.of(name).filter(ROLES::contains) : roles.getOrDefault(name, Set.of()).stream();
    }

    private static Stream<String> names(@Nullable Object claim) {
        if (claim instanceof String words) {
            return Stream.of(words.split(" "));
        }
        if (claim instanceof Map<?, ?> named) { // as Zitadel has it: each role with its organizations
            return named.entrySet().stream()
                    .filter(role -> role.getValue() instanceof Map)
                    .map(role -> String.valueOf(role.getKey()));
        }
        Collection<?> list = claim instanceof Collection<?> names ? names : List.of();
        return list.stream().filter(String.class::isInstance).map(String.class::cast);
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (claims.get(path.substring(0, slash)) instanceof Map<?, ?> within) {
                Object found = find(within, path.substring(slash + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
