package clarify.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The one class that knows OpenTelemetry, so that no other fails to load where the server does not have it. */
final class OpenTelemetrySpans implements Spans {

    private final Tracer tracer;

    OpenTelemetrySpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("clarify");
    }

    /** @throws RuntimeException where the server does not offer it to beans */
    static Spans ofServer() {
        return new OpenTelemetrySpans(CDI.current().select(OpenTelemetry.class).get());
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed with the span
    public TraceSpan start(String name, Map<String, String> attributes) {
        SpanBuilder builder = tracer.spanBuilder(name);
        attributes.forEach(builder::setAttribute);
        Span span = builder.startSpan();
        return new Started(span, span.makeCurrent());
    }

    private record Started(Span span, Scope scope) implements TraceSpan {

        @Override
        public void failed(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    @Override
    public <T> Supplier<T> carried(Supplier<T> work) {
        return Context.current().wrapSupplier(work);
    }

    @Override
    public Optional<String> traceId() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? Optional.of(current.getTraceId()) : Optional.empty();
    }
}
