package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * What is left on the heap after contexts of many different people, of whom nothing is cached.
 *
 * @param afterFew megabytes after {@link #FEW}
 * @param afterMany megabytes after {@link #MANY}
 */
record LiveHeap(double afterFew, double afterMany) {

    static final int FEW = 10_000;
    static final int MANY = 1_000_000;

    private static final int THREADS = 8;

    static LiveHeap measured(Ground ground) {
        Logger.getLogger("clarify").setLevel(Level.OFF);
        System.setProperty("clarify.redis.uri", ground.uri());
        System.setProperty(Product.LOOKUP_MILLIS, "0");
        try (Product product = Product.start(false)) {
            build(product, FEW);
            double afterFew = megabytes();
            build(product, MANY - FEW);
            return new LiveHeap(afterFew, megabytes());
        }
    }

    private static void build(Product product, int people) {
        ForkJoinPool threads = new ForkJoinPool(THREADS);
        threads.submit(() -> IntStream.range(0, people)
                        .parallel()
                        .forEach(i -> product.builder().build(UUID.randomUUID(), null, Person.BUDGET)))
                .join();
        threads.shutdown();
    }

    private static double megabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
