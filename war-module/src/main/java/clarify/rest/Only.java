package clarify.rest;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Who may call a resource, as {@link RolesFeature} reads it. A resource does not carry {@link RolesAllowed} itself: Payara would
 * ask its own authentication then, which knows no caller of this application and looks for classes in each request.
 */
final class Only {

    private Only() {}

    /** The roles that may call a resource. */
    static List<String> roles(Class<?> resource) {
        return Arrays.stream(resource.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(RolesAllowed.class))
                .filter(Objects::nonNull)
                .flatMap(roles -> Arrays.stream(roles.value()))
                .toList();
    }

    /** The caller, about themselves. */
    @RolesAllowed("user")
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Users {}

    /** The conversation service, about anybody. */
    @RolesAllowed("agent")
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Agents {}

    /** Who runs the server. */
    @RolesAllowed("admin")
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Admins {}
}
