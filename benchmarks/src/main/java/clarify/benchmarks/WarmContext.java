package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Contender.Running;
import java.util.concurrent.TimeUnit;
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

/** The context of a person whose five lists are cached. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WarmContext {

    @Param("PRODUCT")
    String contender = "";

    private @Nullable Running running;

    @Setup
    public void start() {
        Contender wanted = Contender.valueOf(contender);
        Ground ground = Ground.at(Integer.getInteger(Benchmarks.PORT));
        running = wanted.start(ground);
        Object text = running.context();
        if (wanted.makesText() && !text.equals(ground.person().text())) {
            throw new IllegalStateException(wanted + " makes another text:\n" + text);
        }
    }

    @Benchmark
    @SuppressWarnings("NullAway") // set before
    public Object build() {
        return running.context();
    }

    @TearDown
    @SuppressWarnings("NullAway") // set before
    public void stop() {
        running.stop();
    }
}
