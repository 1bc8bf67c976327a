package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import clarify.context.Context;
import clarify.context.ContextBuilder;
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

/** The product's context of somebody of whom nothing is cached: five lookups, each as long as the parameter says. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColdContext {

    @Param("50")
    String lookupMillis = "";

    private @Nullable Product product;

    @Setup
    public void start() {
        System.setProperty(
                "clarify.redis.uri",
                Ground.at(Integer.getInteger(Benchmarks.PORT)).uri());
        System.setProperty(Product.LOOKUP_MILLIS, lookupMillis);
        Logger.getLogger(ContextBuilder.class.getName()).setLevel(Level.OFF);
        product = Product.start(false);
    }

    @Benchmark
    @SuppressWarnings("NullAway") // set before
    public Object build() {
        Context context = product.builder().build(UUID.randomUUID(), null, Person.BUDGET);
        if (context.cacheMisses() != 5) {
            throw new IllegalStateException("not cold");
        }
        return context.text();
    }

    @TearDown
    @SuppressWarnings("NullAway") // set before
    public void stop() {
        product.close();
    }
}
