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

/** Refuses an Accept header that cannot be parsed. The servers handle it differently: one fails, the others guess. */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class AcceptHeaderFilter implements ContainerRequestFilter {

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";

    /** Also {@code *} and {@code q=.2}, which RFC 9110 does not allow and Java's own client sends. */
    private static final Pattern MEDIA_RANGE = Pattern.compile(
            "(?:TOKEN/TOKEN|\\*)(?:\\s*+;\\s*+(?:TOKEN=(?:TOKEN|\"[^\"]*+\"))?+)*+".replace("TOKEN", TOKEN));

    private static final Pattern INVALID_WEIGHT =
            Pattern.compile(";\\s*+q=(?!(?:0?\\.\\d++|0\\.?|1(?:\\.0*+)?)\\s*+(?:;|$))", Pattern.CASE_INSENSITIVE);

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> lines = request.getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of());
        if (!lines.stream().allMatch(AcceptHeaderFilter::isValid)) {
            throw Problem.of(ProblemType.INVALID_HEADER, "The Accept header is not a list of media types.")
                    .exception();
        }
    }

    /** Whether it is a list of media ranges, RFC 9110, 12.5.1, whose elements may be empty. */
    static boolean isValid(String line) {
        return Pattern.compile(",").splitAsStream(line).map(String::strip).allMatch(AcceptHeaderFilter::isMediaRange);
    }

    private static boolean isMediaRange(String element) {
        return element.isEmpty()
                || (MEDIA_RANGE.matcher(element).matches()
                        && !INVALID_WEIGHT.matcher(element).find());
    }
}
