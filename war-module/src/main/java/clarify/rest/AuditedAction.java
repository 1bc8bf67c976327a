package clarify.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a method of a resource does, as the audit sees it.
 *
 * @param name that of the method, as in {@code delete-dream}
 * @param role who may do it
 */
record AuditedAction(
        String name, String role, boolean isRead, boolean isDeletion, boolean isExport, boolean namesUser) {

    /** The path parameter that says whose data it is. */
    static final String USER = "user";

    private static final String OF_USERS = "user";

    static AuditedAction of(Class<?> resource, Method method) {
        List<String> parameters = Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(PathParam.class))
                .filter(parameter -> parameter != null)
                .map(PathParam::value)
                .toList();
        return new AuditedAction(
                method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                String.join("-", Only.roles(resource)),
                method.isAnnotationPresent(GET.class),
                method.isAnnotationPresent(DELETE.class),
                method.getReturnType() == Export.class,
                parameters.contains(USER));
    }

    /** Whether there is a record of each, also of those that fail: the data are somebody else's, or everybody's. */
    boolean isAccess() {
        return !isOfUsers() && (namesUser || !isRead);
    }

    /** Whether people do it, with what is their own. */
    boolean isOfUsers() {
        return role.equals(OF_USERS);
    }

    /** Whether there is a record of each that was done. */
    boolean isAuditedWhenDone() {
        return isAccess() || isDeletion || isExport;
    }
}
