package clarify.rest;

import clarify.text.Texts;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;

/** Refuses query parameters that a method does not take, as bodies do with properties: a misspelt one has no effect otherwise. */
@Provider
public class QueryNamesFeature implements DynamicFeature {

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MOST = 20;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        QueryNames names = resource.getResourceMethod().getAnnotation(QueryNames.class);
        context.register(new NamesFilter(names == null ? Set.of() : Set.of(names.value())));
    }

    @Priority(Priorities.HEADER_DECORATOR)
    private static final class NamesFilter implements ContainerRequestFilter {

        private final Set<String> known;

        NamesFilter(Set<String> known) {
            this.known = known;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            List<Problem.Violation> unknown = request.getUriInfo().getQueryParameters().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .map(name -> Problem.Violation.in(
                            Texts.shorten(name, MAX_NAME_LENGTH), "is not a query parameter of this path"))
                    .limit(MOST)
                    .toList();
            if (!unknown.isEmpty()) {
                throw Problem.of(ProblemType.INVALID_QUERY, "The query has unknown parameters; see errors.", unknown)
                        .exception();
            }
        }
    }
}
