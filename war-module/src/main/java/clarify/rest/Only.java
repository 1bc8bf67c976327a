package clarify.rest;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Who may call a resource, as {@link RolesFeature} reads it. A resource does not carry {@link RolesAllowed} itself: Payara would
 * ask its own authentication then, which knows no caller of this application and looks for classes in each request.
 */
final class Only {

    private Only() {}

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
