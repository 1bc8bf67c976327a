package clarify.cluster;

import java.util.stream.Stream;

/** Something that goes wrong for a while: what is done at its beginning, again and again meanwhile, and at its end. */
record Fault(String name, Action begin, Action during, Action end) {
    /** A part of a fault. */
    interface Action {
        void run() throws InterruptedException;
    }

    /** With nothing to do meanwhile. */
    Fault(String name, Action begin, Action end) {
        this(name, begin, () -> {}, end);
    }

    boolean isOfTheLease() {
        return Stream.of("freeze", "silent connections", "starved").anyMatch(name::startsWith);
    }
}
