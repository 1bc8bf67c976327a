package clarify.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.settings.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TracingTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.with(new OpenTelemetrySpans(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build()));

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void work_within_work_is_a_span_within_a_span() {
        String answer =
                tracing.span("outer", Map.of(), () -> tracing.span("inner", Map.of("kind", "dreams"), () -> "done"));

        assertThat(answer).isEqualTo("done");
        assertThat(span("inner").getParentSpanId()).isEqualTo(span("outer").getSpanId());
        assertThat(span("inner").getAttributes().get(AttributeKey.stringKey("kind")))
                .isEqualTo("dreams");
    }

    @Test
    void work_on_another_thread_belongs_to_the_span_that_sent_it() {
        tracing.span("outer", Map.of(), () -> {
            Supplier<Optional<String>> work = tracing.carried(() -> tracing.span("inner", Map.of(), tracing::traceId));
            return CompletableFuture.supplyAsync(work).join();
        });

        assertThat(span("inner").getTraceId()).isEqualTo(span("outer").getTraceId());
    }

    @Test
    void a_failure_is_marked_without_its_words() {
        assertThatThrownBy(() -> tracing.span("outer", Map.of(), () -> {
                    throw new IllegalStateException("a secret");
                }))
                .hasMessage("a secret");

        assertThat(span("outer").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("outer").toString()).doesNotContain("a secret");
    }

    @Test
    void a_trace_has_an_id_only_within_a_span() {
        assertThat(tracing.traceId()).isEmpty();
        assertThat(tracing.span("outer", Map.of(), tracing::traceId))
                .contains(span("outer").getTraceId());
    }

    @Test
    void nothing_is_asked_of_the_server_unless_tracing_is_switched_on() {
        for (String setting : new String[] {"", "true", "TRUE"}) {
            Tracing off = Tracing.ofServer(new Settings(name -> Optional.of(setting)));

            assertThat(off.span("outer", Map.of(), off::traceId)).isEmpty();
        }
    }

    @Test
    void a_server_without_telemetry_is_no_failure() {
        Tracing on = Tracing.ofServer(new Settings(name -> Optional.of("false")));

        assertThat(on.span("outer", Map.of(), on.carried(() -> "done"))).isEqualTo("done");
        assertThat(on.traceId()).isEmpty();
    }
}
