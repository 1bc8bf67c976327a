package clarify.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Logger;

/** Answers requests that reach no resource: paths outside API and page, and the server's error pages. */
@WebServlet(urlPatterns = {"/", "/problem"})
public class ProblemServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(ProblemServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem.of(status(request)).send(response);
    }

    /** Without a key, WildFly's token verification fails with 500, before any filter. */
    private static int status(HttpServletRequest request) {
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        if (status != HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                || ResponseHeadersFilter.reachedApplication(request)) {
            return status;
        }
        LOG.warning(
                "A token could not be verified and was refused. Check mp.jwt.verify.publickey and mp.jwt.verify.issuer.");
        return HttpServletResponse.SC_UNAUTHORIZED;
    }
}
