package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Caller;
import clarify.stage.Clarify;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.Stage;
import clarify.stage.Traced;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(Traced.class)
class TracesXIT {
    private final Stage stage;
    private final Clarify clarify;

    TracesXIT(Stage stage) {
        this.stage = stage;
        clarify = stage.clarify();
    }

    @Test
    void a_context_belongs_to_the_trace_of_its_request_and_names_it_in_the_log() {
        Journal journal = Journal.rich(clarify);
        String traceId = UUID.randomUUID().toString().replace("-", "");

        contextInTrace(journal.caller(), traceId);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(log())
                        .containsPattern(
                                "operation=clarify.buildContext userId=" + journal.userId() + ".* traceId=" + traceId));
    }

    @Test
    void the_build_its_lookups_and_its_redis_calls_are_spans() {
        Journal journal = Journal.rich(clarify);

        contextInTrace(journal.caller(), UUID.randomUUID().toString().replace("-", ""));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stage.collector().received())
                        .contains("clarify.buildContext", "clarify.lookup", "redis get"));
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
