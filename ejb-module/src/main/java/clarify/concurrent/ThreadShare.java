package clarify.concurrent;

/** How many of the server's threads for requests may be held at once by what has to wait. */
public final class ThreadShare {

    /**
     * With the shipped scripts a server has 200 threads, however many processors there are. With four, the database, the
     * bodies and large answers hold 40, 16 and 8 of them, and twice as many wait for these places for a moment.
     */
    private static final int MOST_PROCESSORS = 4;

    private ThreadShare() {}

    /** That many for each processor, but only of the first four. */
    public static int of(int eachProcessor) {
        return of(eachProcessor, Runtime.getRuntime().availableProcessors());
    }

    static int of(int eachProcessor, int processors) {
        return eachProcessor * Math.min(processors, MOST_PROCESSORS);
    }
}
