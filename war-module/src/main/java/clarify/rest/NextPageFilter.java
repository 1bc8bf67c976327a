package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.journal.ListedRow;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a link to the next page into each page that is full. The link is the query alone: what stands before it only the client
 * knows, who may have come through a proxy.
 */
@Provider
public class NextPageFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!EntityTagFilter.READS.contains(request.getMethod())
                || !(response.getEntity() instanceof List<?> rows)
                || rows.isEmpty()) {
            return;
        }
        UriInfo uri = request.getUriInfo();
        if (rows.get(rows.size() - 1) instanceof ListedRow last
                && rows.size() == QueryParameters.pageOf(uri).limit()) {
            response.getHeaders().putSingle(HttpHeaders.LINK, "<?" + query(uri, last) + ">; rel=\"next\"");
        }
    }

    private static String query(UriInfo uri, ListedRow last) {
        Stream<String> kept = uri.getQueryParameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(QueryParameters.BEFORE))
                .map(parameter -> pair(parameter.getKey(), parameter.getValue().get(0)));
        return Stream.concat(
                        kept,
                        Stream.of(pair(QueryParameters.BEFORE, last.position().toString())))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
