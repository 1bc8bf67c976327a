package clarify.rest;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An answer that closes the connection if the body of the request was not read, and that is lost without an error if the
 * client has left: JAX-RS and the error pages would each log a stack trace.
 */
class ClientResponse extends HttpServletResponseWrapper {

    private static final String NAME = ClientResponse.class.getName();

    private static final Logger LOG = Logger.getLogger(ClientResponse.class.getName());

    private final HttpServletRequest request;
    private boolean hasLeft;

    ClientResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.request = request;
        request.setAttribute(NAME, this);
    }

    private static Optional<ClientResponse> of(HttpServletRequest request) {
        return Optional.ofNullable((ClientResponse) request.getAttribute(NAME));
    }

    /** Whether the client has left before it had its answer, as far as that was noticed: writing to it does not say so. */
    static boolean hasLeft(HttpServletRequest request) {
        return of(request).filter(response -> response.hasLeft).isPresent();
    }

    /** Ends the answer past JAX-RS, which would send what is left of it. */
    static void leave(HttpServletRequest request) {
        of(request).ifPresent(ClientResponse::close);
    }

    private void close() {
        unlessLeft(() -> super.getOutputStream().close());
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (UnreadBodies.closesConnection(request)) {
            setHeader("Connection", "close");
        }
        return new Output(super.getOutputStream());
    }

    @Override
    public void flushBuffer() {
        unlessLeft(super::flushBuffer);
    }

    private interface Write {
        void write() throws IOException;
    }

    private void unlessLeft(Write write) {
        try {
            write.write();
        } catch (IOException e) {
            hasLeft = true;
            LOG.log(Level.FINE, "A client left before its answer.", e);
        }
    }

    private final class Output extends ServletOutputStream {

        private final ServletOutputStream output;

        Output(ServletOutputStream output) {
            this.output = output;
        }

        @Override
        public void write(int b) {
            unlessLeft(() -> output.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            unlessLeft(() -> output.write(bytes, offset, length));
        }

        @Override
        public void flush() {
            unlessLeft(output::flush);
        }

        @Override
        public void close() {
            unlessLeft(output::close);
        }

        @Override
        public boolean isReady() {
            return output.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            output.setWriteListener(listener);
        }
    }
}
