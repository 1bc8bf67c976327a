package clarify.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import redis.embedded.RedisServer;

/** Runs everything. */
final class Benchmarks {

    static final String PORT = "benchmarks.redis";

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        RedisServer redis = RedisServer.newRedisServer()
                .port(7399)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        try {
            new Runner(new OptionsBuilder()
                            .include(WarmContext.class.getName())
                            .param("contender", arguments)
                            .forks(1)
                            .warmupIterations(3)
                            .warmupTime(TimeValue.seconds(2))
                            .measurementIterations(3)
                            .measurementTime(TimeValue.seconds(2))
                            .addProfiler(GCProfiler.class)
                            .jvmArgsAppend("-D" + PORT + "=7399", "-Xms512m", "-Xmx512m", "-XX:+UseParallelGC")
                            .build())
                    .run();
        } finally {
            redis.stop();
        }
    }
}
