package clarify.trace;

/** Something that is being timed on the calling thread, until it is closed there. */
public interface TraceSpan extends AutoCloseable {

    /** The span of a node that traces nothing. */
    TraceSpan NONE = new TraceSpan() {
        @Override
        public void failed(Throwable failure) {}

        @Override
        public void close() {}
    };

    /** Marks the span as failed, by the class of the failure alone: a message may quote a value. */
    void failed(Throwable failure);

    @Override
    void close();
}
