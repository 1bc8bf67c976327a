package clarify.benchmarks;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The product's context where Redis is of no help: five lookups of no time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WithoutRedis {

    /** More than the failures that open the circuit. */
    private static final int FAILURES = 10;

    /** Why Redis is of no help. */
    public enum Reason {
        NONE("no Redis configured"),
        NONE_AGAIN("the same once more (A/A)"),
        OPEN("circuit open");

        private final String title;

        Reason(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    @Param("NONE")
    Reason reason = Reason.NONE;

    private @Nullable Product product;

    @Setup
    public void start() {
        Logger.getLogger("clarify").setLevel(Level.OFF);
        if (reason == Reason.OPEN) {
            System.setProperty("clarify.redis.uri", "redis://127.0.0.1:1"); // nobody listens there
        }
        product = Product.start(false);
        for (int i = 0; i < FAILURES; i++) {
            Object unused = build();
        }
    }

    @Benchmark
    @SuppressWarnings("NullAway") // set before
    public Object build() {
        return product.builder().build(UUID.randomUUID(), null, Person.BUDGET).text();
    }

    @TearDown
    @SuppressWarnings("NullAway") // set before
    public void stop() {
        product.close();
    }
}
