package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with tracing enabled. */
public final class Traced {
    private Traced() {}

    @Deployment(testable = false)
    static Archive<?> clarify() {
        TestEnvironment environment = TestEnvironment.open();
        return environment.shipped(Map.of(
                "clarify.redis.uri",
                environment.redis().uri(),
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
                environment.collector().uri(),
                "otel.bsp.schedule.delay",
                "200"));
    }
}
