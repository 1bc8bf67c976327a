package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** What ships, with tracing switched on. */
public final class Traced {
    private Traced() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment stage = TestEnvironment.open();
        return stage.shipped(Map.of(
                "clarify.redis.uri",
                stage.redis().uri(),
                "otel.sdk.disabled",
                "false",
                "otel.service.name",
                "clarify",
                "otel.traces.exporter",
                "otlp",
                "otel.metrics.exporter",
                "none",
                "otel.logs.exporter",
                "none",
                "otel.exporter.otlp.protocol",
                "http/protobuf",
                "otel.exporter.otlp.endpoint",
                stage.collector().uri(),
                "otel.bsp.schedule.delay",
                "200"));
    }
}
