package clarify.rest;

import clarify.metrics.MetricsRegistry;
import clarify.token.InvalidToken;
import clarify.token.KeysUnavailable;
import clarify.token.Token;
import clarify.token.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says who calls, by the bearer token alone: the servers' own authentication knows nothing of this application. Refuses
 * requests without a valid token under every path. Only the metrics may be public.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class AuthenticationFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(AuthenticationFilter.class.getName());

    /** The servers do not agree whether a path begins with a slash. */
    private static final Set<String> METRICS = Set.of(MetricsResource.PATH, "/" + MetricsResource.PATH);

    private static final String SCHEME = "Bearer ";

    private final MetricsRegistry metrics;
    private final TokenVerifier verifier;
    private final Caller caller;

    @Inject
    AuthenticationFilter(MetricsRegistry metrics, TokenVerifier verifier, Caller caller) {
        this.metrics = metrics;
        this.verifier = verifier;
        this.caller = caller;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public AuthenticationFilter() {
        this(null, null, null);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isForMetrics(request) && metrics.isOpen()) {
            return;
        }
        Token token = verified(bearerToken(request)
                .orElseThrow(() -> Problem.of(ProblemType.UNAUTHORIZED).exception()));
        caller.identify(token);
        request.setSecurityContext(
                new Bearer(token, request.getSecurityContext().isSecure()));
    }

    /** Asked first: it costs less than to read a setting. */
    private static boolean isForMetrics(ContainerRequestContext request) {
        return METRICS.contains(request.getUriInfo().getPath(false));
    }

    private static Optional<String> bearerToken(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(authorization -> authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(authorization -> authorization.substring(SCHEME.length()))
                .filter(AuthenticationFilter::hasNoSpacesButBlanks)
                .map(String::strip)
                .filter(token -> !token.isEmpty() && token.indexOf(' ') < 0);
    }

    /** Without a pattern or a stream: a token is long, and every request has one. */
    private static boolean hasNoSpacesButBlanks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    private Token verified(String token) {
        try {
            return verifier.verify(token);
        } catch (InvalidToken e) {
            LOG.log(Level.FINE, "A token was refused: {0}", e.getMessage());
            throw BearerRefusal.invalidToken(String.valueOf(e.getMessage()));
        } catch (KeysUnavailable e) {
            LOG.log(Level.FINE, "A token could not be verified: {0}", e.getMessage());
            throw Problem.of(ProblemType.KEYS_UNAVAILABLE).exception();
        }
    }

    private record Bearer(Token token, boolean isSecure) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return token::subject;
        }

        @Override
        public boolean isUserInRole(@Nullable String role) {
            return role != null && token.roles().contains(role);
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
