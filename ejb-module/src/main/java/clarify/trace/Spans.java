package clarify.trace;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@link Tracing} promises, done by somebody. */
interface Spans {

    /** Nobody listens. */
    Spans NONE = new Spans() {
        @Override
        public <T> T span(String name, Map<String, String> attributes, Supplier<T> work) {
            return work.get();
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

    <T> T span(String name, Map<String, String> attributes, Supplier<T> work);

    <T> Supplier<T> carried(Supplier<T> work);

    Optional<String> traceId();
}
