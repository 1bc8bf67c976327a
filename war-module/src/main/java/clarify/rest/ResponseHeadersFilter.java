package clarify.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps every answer out of caches, and the name of the server out of every answer. A browser that shows one loads, runs
 * and asks nothing but what comes from here.
 */
@WebFilter(
        urlPatterns = "/*",
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class ResponseHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String MET = ResponseHeadersFilter.class.getName();

    /** Whether the request has come as far as the application. */
    static boolean met(HttpServletRequest request) {
        return request.getAttribute(MET) != null;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.setAttribute(MET, true);
        }
        forgetServer(response, "Server");
        forgetServer(response, "X-Powered-By");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        chain.doFilter(request, response);
    }

    /** Headers cannot be removed; Payara Server names its version in these two. */
    private static void forgetServer(HttpServletResponse response, String header) {
        if (response.containsHeader(header)) {
            response.setHeader(header, "Clarify");
        }
    }
}
