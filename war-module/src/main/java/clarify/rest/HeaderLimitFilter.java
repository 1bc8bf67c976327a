package clarify.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;

/** Refuses headers of more than 8 KiB in all, which is Payara's own limit, before anything parses them. */
public class HeaderLimitFilter extends HttpFilter {

    static final int MAX_LENGTH = 8 * 1024;

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (length(request) > MAX_LENGTH) {
            response.setHeader("Connection", "close");
            Problem.of(ProblemType.HEADERS_TOO_LARGE).send(response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Of all names and values, a name as often as it has values. */
    private static long length(HttpServletRequest request) {
        long length = 0;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                length += name.length() + values.nextElement().length();
            }
        }
        return length;
    }
}
