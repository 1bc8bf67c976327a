package clarify.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** An answer that the test reads while it is sent. Of a large one most is still at the server until then. */
public record OpenAnswer(HttpResponse<InputStream> response) implements AutoCloseable {

    public int status() {
        return response.statusCode();
    }

    /** To be read once. */
    public InputStream body() {
        return response.body();
    }

    /** Leaves: what was not read is never read. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
