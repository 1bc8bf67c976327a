package clarify.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;

/** Tags single rows and contexts, and answers 304 to who has them already. */
@Provider
public class EntityTagFilter implements ContainerResponseFilter {

    static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() != null) {
            EntityTags.of(response.getEntity())
                    .ifPresent(tag -> response.getHeaders().putSingle(HttpHeaders.ETAG, tag));
        }
        String tag = response.getHeaderString(HttpHeaders.ETAG);
        if (tag != null
                && READS.contains(request.getMethod())
                && EntityTags.isNamed(
                        tag, request.getHeaders().getOrDefault(RequestHeaders.IF_NONE_MATCH, List.of()))) {
            response.setStatusInfo(Response.Status.NOT_MODIFIED);
            response.setEntity(null);
        }
    }
}
