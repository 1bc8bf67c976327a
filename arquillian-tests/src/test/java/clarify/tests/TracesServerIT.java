package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Traced;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(Traced.class)
class TracesServerIT {
    private final TestEnvironment stage;
    private final Clarify clarify;

    TracesServerIT(TestEnvironment stage) {
        this.stage = stage;
        clarify = stage.clarify();
    }

    @Test
    void a_context_belongs_to_the_trace_of_its_request_and_names_it_in_the_log() {
        Journal journal = Journal.rich(clarify);
        String traceId = UUID.randomUUID().toString().replace("-", "");

        contextInTrace(journal.caller(), traceId);

        Awaitility.await()
                .untilAsserted(() -> assertThat(log())
                        .containsPattern(
                                "operation=clarify.buildContext userId=" + journal.userId() + ".* traceId=" + traceId));
    }

    @Test
    void the_lookups_and_the_redis_call_of_a_build_are_spans_within_it() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        stage.redis().ask(jedis -> jedis.del(journal.keys()));
        String traceId = UUID.randomUUID().toString().replace("-", "");

        contextInTrace(journal.caller(), traceId);

        ByteString id = ByteString.fromHex(traceId);
        Awaitility.await().untilAsserted(() -> {
            List<Span> spans = stage.collector().spans(id);
            Span build = named("clarify.buildContext", spans).findAny().orElseThrow(AssertionError::new);
            assertThat(named("clarify.lookup", spans))
                    .extracting(Span::getParentSpanId)
                    .isEqualTo(Collections.nCopies(5, build.getSpanId()));
            assertThat(named("redis get", spans))
                    .extracting(Span::getParentSpanId)
                    .containsExactly(build.getSpanId());
        });
    }

    private static Stream<Span> named(String name, List<Span> spans) {
        return spans.stream().filter(span -> span.getName().equals(name));
    }

    private static void contextInTrace(Caller caller, String traceId) {
        caller.send(
                        "GET",
                        "/context",
                        BodyPublishers.noBody(),
                        request -> request.setHeader("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01"))
                .expect(200);
    }

    private String log() throws IOException {
        return Files.readString(stage.log());
    }
}
