package clarify.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of every error response: RFC 9457, with one entry for each violated constraint. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(ProblemType type, String title, int status, String detail, List<Violation> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** A dead connection is noticed and replaced within that time. */
    private static final int RETRY_SECONDS = 2;

    /** RFC 3986, 3.5. */
    private static final String IN_FRAGMENT =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?";

    /**
     * One violated constraint.
     *
     * @param pointer the place in the body, as a JSON pointer in a URI fragment
     * @param parameter the query parameter, for a violation in the query
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Violation(@Nullable String pointer, @Nullable String parameter, String detail) {

        static Violation at(String pointer, String detail) {
            return new Violation("#" + fragment(pointer), null, detail);
        }

        /** Percent-encoded, RFC 6901, 6: a name that a caller has chosen may have any characters. */
        private static String fragment(String pointer) {
            StringBuilder fragment = new StringBuilder();
            for (byte octet : pointer.getBytes(StandardCharsets.UTF_8)) {
                if (IN_FRAGMENT.indexOf(octet) >= 0) {
                    fragment.append((char) octet);
                } else {
                    fragment.append(String.format(Locale.ROOT, "%%%02X", octet));
                }
            }
            return fragment.toString();
        }

        static Violation in(String parameter, String detail) {
            return new Violation(null, parameter, detail);
        }
    }

    static Problem of(ProblemType type) {
        return of(type, type.detail(type.status()));
    }

    static Problem of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    static Problem of(ProblemType type, String detail, List<Violation> errors) {
        return new Problem(type, type.title(type.status()), type.status(), detail, List.copyOf(errors));
    }

    /** The problem for a status of which nothing else is known. */
    static Problem of(int status) {
        ProblemType type = ProblemType.of(status);
        return new Problem(type, type.title(status), status, type.detail(status), List.of());
    }

    Response response() {
        Response.ResponseBuilder answer =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        return switch (status) {
            case 401 -> answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case 503 -> answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
            default -> answer.build();
        };
    }

    /** Writes it where no JAX-RS does, with its headers. */
    void send(HttpServletResponse answer) throws IOException {
        answer.setStatus(status);
        response().getStringHeaders().forEach((name, values) -> answer.setHeader(name, String.join(", ", values)));
        answer.getOutputStream().write(Json.write(this));
    }

    /** An exception whose response is this problem; it rolls the transaction back. */
    WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }
}
