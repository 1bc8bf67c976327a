package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses an Accept that cannot be read: of the servers one fails on it, the others guess. */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class AcceptHeaderFilter implements ContainerRequestFilter {

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";

    /** {@code *} alone and {@code q=.2} are no media range and no weight, but Java's own client sends them. */
    private static final Pattern RANGE = Pattern.compile(
            "(?:TOKEN/TOKEN|\\*)(?:\\s*+;\\s*+(?:TOKEN=(?:TOKEN|\"[^\"]*+\"))?+)*+".replace("TOKEN", TOKEN));

    private static final Pattern WRONG_WEIGHT =
            Pattern.compile(";\\s*+q=(?!(?:0?\\.\\d++|0\\.?|1(?:\\.0*+)?)\\s*+(?:;|$))", Pattern.CASE_INSENSITIVE);

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> lines = request.getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of());
        if (!lines.stream().allMatch(AcceptHeaderFilter::isLegible)) {
            throw Problem.of(400, "Accept is not a list of media types.").refusal();
        }
    }

    /** Whether it is a list of media ranges, RFC 9110, 12.5.1, elements of which may be empty. */
    static boolean isLegible(String line) {
        return Pattern.compile(",").splitAsStream(line).map(String::strip).allMatch(AcceptHeaderFilter::isRange);
    }

    private static boolean isRange(String element) {
        return element.isEmpty()
                || (RANGE.matcher(element).matches()
                        && !WRONG_WEIGHT.matcher(element).find());
    }
}
