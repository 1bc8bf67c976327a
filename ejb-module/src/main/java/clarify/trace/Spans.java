package clarify.trace;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@link Tracing} promises, done by a tracer. */
interface Spans {

    /** No tracer. */
    Spans NONE = new Spans() {
        @Override
        public TraceSpan start(String name, Map<String, String> attributes) {
            return TraceSpan.NONE;
        }

        @Override
        public <T> Supplier<T> carried(Supplier<T> work) {
            return work;
        }

        @Override
        public Optional<String> traceId() {
            return Optional.empty();
        }
    };

    TraceSpan start(String name, Map<String, String> attributes);

    <T> Supplier<T> carried(Supplier<T> work);

    Optional<String> traceId();
}
