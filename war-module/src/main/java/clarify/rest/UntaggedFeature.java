package clarify.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses {@code If-Match} with a version where nothing has one, such as a pattern: what does not meet a condition must not be changed
 * (RFC 9110, 13.1.1).
 */
@Provider
public class UntaggedFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        if (isChange(method) && !takesIfMatch(method)) {
            context.register(new VersionFilter());
        }
    }

    private static boolean isChange(Method method) {
        return Stream.of(PUT.class, PATCH.class, DELETE.class).anyMatch(method::isAnnotationPresent);
    }

    private static boolean takesIfMatch(Method method) {
        return Stream.of(method.getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .anyMatch(header -> header != null && header.value().equals(RequestHeaders.IF_MATCH));
    }

    private static final class VersionFilter implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            @Nullable List<String> ifMatch = request.getHeaders().get(RequestHeaders.IF_MATCH);
            if (ifMatch != null && !EntityTags.areAny(ifMatch)) {
                throw Problem.of(
                                ProblemType.PRECONDITION_FAILED,
                                "What this path changes has no entity tag: send no If-Match.")
                        .exception();
            }
        }
    }
}
