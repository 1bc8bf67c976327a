package clarify.benchmarks;

import static java.util.Objects.requireNonNull;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Results.Measured;
import clarify.benchmarks.WithoutRedis.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import redis.embedded.RedisServer;

/**
 * Measures everything, each contender in a JVM of its own, all of them one after the other in each round, and writes the tables
 * and plots.
 */
final class Benchmarks {

    /** The system property with the port of the Redis of a run. */
    static final String PORT = "benchmarks.redis";

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 2);
    private static final int THREADS = 8;

    private static final int WARM_UP_SECONDS = 5;

    /** With all processors busy the compiler gets to the last methods late: after ten seconds, for the product. */
    private static final int BUSY_WARM_UP_SECONDS = 15;

    private final int port;

    private Benchmarks(int port) {
        this.port = port;
    }

    /** @param arguments the page that takes the tables, and that which takes one of them */
    public static void main(String[] arguments) throws IOException, RunnerException {
        int port = freePort();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("maxmemory 256mb")
                .setting("maxmemory-policy allkeys-lru")
                .build();
        redis.start();
        try {
            Benchmarks all = new Benchmarks(port);
            Report report = new Report(
                    all.warm(Mode.SampleTime, 1, List.of(Contender.values())),
                    all.warm(Mode.Throughput, THREADS, List.of(Contender.values())),
                    all.cold(0),
                    all.cold(50),
                    all.withoutRedis(),
                    all.silent(),
                    LiveHeap.measured(Ground.at(port)),
                    all.redisCpu());
            report.writeInto(Path.of(arguments[0]), Path.of(arguments[1]));
        } finally {
            redis.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Results<Contender> warm(Mode mode, int threads, List<Contender> contenders) throws RunnerException {
        Results<Contender> results = new Results<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                RunResult result = run(options(WarmContext.class, mode)
                        .threads(threads)
                        .param("contender", contender.name())
                        .addProfiler(GCProfiler.class));
                Result<?> garbage = requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
                results.add(contender, new Measured(value(mode, result), garbage.getScore()));
            }
        }
        return results;
    }

    /** @return nanoseconds, one number a round */
    private List<Double> cold(int lookupMillis) throws RunnerException {
        List<Double> medians = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            RunResult result = run(
                    options(ColdContext.class, Mode.SampleTime).param("lookupMillis", String.valueOf(lookupMillis)));
            medians.add(value(Mode.SampleTime, result));
        }
        return medians;
    }

    private Results<Reason> withoutRedis() throws RunnerException {
        Results<Reason> results = new Results<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Reason reason : Reason.values()) {
                RunResult result =
                        run(options(WithoutRedis.class, Mode.SampleTime).param("reason", reason.name()));
                results.add(reason, value(Mode.SampleTime, result));
            }
        }
        return results;
    }

    /** @return milliseconds: the slowest of all */
    private double silent() throws IOException {
        double slowest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            slowest = Math.max(slowest, SilentRedis.slowestBuild());
        }
        return slowest;
    }

    private static double value(Mode mode, RunResult result) {
        return mode == Mode.SampleTime
                ? result.getPrimaryResult().getStatistics().getPercentile(50)
                : result.getPrimaryResult().getScore() * 1e9; // of one nanosecond
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, Mode mode) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .mode(mode)
                .forks(1)
                .warmupIterations(mode == Mode.Throughput ? BUSY_WARM_UP_SECONDS : WARM_UP_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-D" + PORT + "=" + port, "-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle();
    }

    /** @return microseconds of Redis a context */
    private Results<Contender> redisCpu() {
        Ground ground = Ground.at(port);
        Results<Contender> cpu = new Results<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : Contender.values()) {
                if (contender.isAskingPlainly()) {
                    cpu.add(contender, RedisCpu.of(contender, ground));
                }
            }
        }
        return cpu;
    }
}
