package clarify.trace;

import clarify.settings.Setting;
import clarify.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server's tracer what takes how long, if MicroProfile Telemetry is switched on ({@code
 * otel.sdk.disabled=false}). The tracer is looked for until it is found: startup beans come before it. Thread-safe.
 */
public final class Tracing {

    private static final Logger LOG = Logger.getLogger(Tracing.class.getName());

    /** MicroProfile Telemetry's own, which takes any text but {@code false} for {@code true}. */
    static final Setting<String> DISABLED =
            Setting.text("otel.sdk.disabled", "true", "true, false", text -> Optional.empty());

    private final AtomicBoolean missing = new AtomicBoolean();
    private volatile @Nullable Spans spans;

    private Tracing(@Nullable Spans spans) {
        this.spans = spans;
    }

    public static Tracing ofServer(Settings settings) {
        boolean off = !settings.get(DISABLED).strip().equalsIgnoreCase("false");
        return new Tracing(off ? Spans.NONE : null);
    }

    public static Tracing none() {
        return new Tracing(Spans.NONE);
    }

    static Tracing with(Spans spans) {
        return new Tracing(spans);
    }

    /**
     * Starts a span on the calling thread, which must close it.
     *
     * @param attributes never a user's data or id
     */
    public TraceSpan start(String name, Map<String, String> attributes) {
        return spans().start(name, attributes);
    }

    /** Does the work within a span of its own; see {@link #start}. */
    public <T> T span(String name, Map<String, String> attributes, Supplier<T> work) {
        TraceSpan span = start(name, attributes);
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            span.failed(e);
            throw e;
        } finally {
            span.close();
        }
    }

    /** The same work, within the span in which this is called, whichever thread does it. */
    public <T> Supplier<T> carried(Supplier<T> work) {
        return spans().carried(work);
    }

    /** By what the trace can be found that this belongs to. */
    public Optional<String> traceId() {
        return spans().traceId();
    }

    private Spans spans() {
        Spans known = spans;
        if (known != null) {
            return known;
        }
        try {
            known = OpenTelemetrySpans.ofServer();
            spans = known;
            return known;
        } catch (RuntimeException | LinkageError e) {
            if (missing.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "Tracing is switched on, but the server has no OpenTelemetry for beans yet", e);
            }
            return Spans.NONE;
        }
    }
}
