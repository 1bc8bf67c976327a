package clarify.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Ends bodies that nobody has read when their request ends, also when the token was refused: a few are thrown away until the
 * client has sent them and read its answer, the others are left unread.
 * Undertow would read each of them, and wait for it on the thread of the request, however long it takes: slow bodies of
 * anonymous callers held every thread. Payara reads them without a thread, for as long as the client likes.
 */
public class UnreadBodies implements ServletRequestListener {

    private static final String READ = UnreadBodies.class.getName() + ".read";

    private final Bodies bodies;

    @Inject
    UnreadBodies(Bodies bodies) {
        this.bodies = bodies;
    }

    /** Notes that the whole body was read. */
    static void markRead(HttpServletRequest request) {
        request.setAttribute(READ, true);
    }

    /** Whether the answer is to close the connection, as there is an unread body. HTTP/2 has no header for that. */
    static boolean closesConnection(HttpServletRequest request) {
        return isUnread(request) && isHttp1(request);
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request && isUnread(request)) {
            endBody(request);
        }
    }

    private static boolean isUnread(HttpServletRequest request) {
        return request.getAttribute(READ) == null && mayHaveBody(request);
    }

    private static boolean mayHaveBody(HttpServletRequest request) {
        return request.getHeader("Content-Length") != null
                || request.getHeader("Transfer-Encoding") != null
                || !isHttp1(request);
    }

    private static boolean isHttp1(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1");
    }

    private void endBody(HttpServletRequest request) {
        try {
            ServletInputStream body = request.getInputStream();
            if (!body.isFinished() && request.getHeader("Expect") == null) {
                ClientResponse.leave(request);
                bodies.discard(body);
            }
            if (!body.isFinished()) {
                abandon(body);
            }
        } catch (IOException | IllegalStateException e) {
            // There is a rest, the client has left, or a reader has it: nobody reads on.
        }
    }

    /** Undertow takes what is there and does not wait for more when the thread is interrupted; then it closes the connection. */
    private static void abandon(ServletInputStream body) throws IOException {
        Thread.currentThread().interrupt();
        try {
            body.close();
        } finally {
            Thread.interrupted();
        }
    }
}
