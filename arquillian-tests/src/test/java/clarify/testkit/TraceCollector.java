package clarify.testkit;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Receives the traces that a server exports (OTLP over HTTP) and keeps their spans. */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> received = new CopyOnWriteArrayList<>();

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = exchange.getRequestBody();
        var export = ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body);
        export.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .forEach(scope -> received.addAll(scope.getSpansList()));
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The spans of a trace that were received so far. */
    public List<Span> spans(ByteString traceId) {
        return received.stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
