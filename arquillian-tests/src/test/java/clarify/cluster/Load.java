package clarify.cluster;

/** Callers of a node. */
interface Load {
    /** For a fault without callers. */
    Load NONE = new Load() {
        @Override
        public void end() {}

        @Override
        public void awaitLastAnswer() {}
    };

    /** From now on nobody calls. */
    void end();

    /** Waits for the answers to those who have called. */
    void awaitLastAnswer() throws InterruptedException;
}
