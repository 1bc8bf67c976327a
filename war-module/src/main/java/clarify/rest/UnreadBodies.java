package clarify.rest;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Leaves unread what nobody has read of a body when its request ends, also when the token was refused.
 * Undertow would read it then, and wait for it on the thread of the request, however long it takes: slow bodies of anonymous
 * callers held every thread. Payara reads it without a thread, for as long as the client likes.
 */
public class UnreadBodies implements ServletRequestListener {

    private static final String READ = UnreadBodies.class.getName() + ".read";

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
            abandonBody(request);
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

    /** Undertow takes what is there and does not wait for more when the thread is interrupted; then it closes the connection. */
    private static void abandonBody(HttpServletRequest request) {
        try {
            ServletInputStream body = request.getInputStream();
            if (!body.isFinished()) {
                Thread.currentThread().interrupt();
                body.close();
            }
        } catch (IOException | IllegalStateException e) {
            // There is a rest, the client has left, or a reader has it: nobody reads on.
        } finally {
            Thread.interrupted();
        }
    }
}
