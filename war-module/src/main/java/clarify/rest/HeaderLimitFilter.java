package clarify.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.Stream;

/** Refuses headers of more than 8 KiB in all, which is Payara's own limit, before anything parses them. */
public class HeaderLimitFilter extends HttpFilter {

    static final int MAX_LENGTH = 8 * 1024;

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long length = Collections.list(request.getHeaderNames()).stream()
                .flatMap(name ->
                        Collections.list(request.getHeaders(name)).stream().flatMap(value -> Stream.of(name, value)))
                .mapToLong(String::length)
                .sum();
        if (length > MAX_LENGTH) {
            response.setHeader("Connection", "close");
            Problem.of(ProblemType.HEADERS_TOO_LARGE).send(response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
