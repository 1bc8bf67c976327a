package clarify.rest;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An answer that closes the connection if the body of the request was not read, and that is lost without an error if the
 * client has left: JAX-RS and the error pages would each log a stack trace.
 */
class ClientResponse extends HttpServletResponseWrapper {

    private static final Logger LOG = Logger.getLogger(ClientResponse.class.getName());

    private final HttpServletRequest request;

    ClientResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.request = request;
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

    private static void unlessLeft(Write write) {
        try {
            write.write();
        } catch (IOException e) {
            LOG.log(Level.FINE, "A client left before its answer.", e);
        }
    }

    private static final class Output extends ServletOutputStream {

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
