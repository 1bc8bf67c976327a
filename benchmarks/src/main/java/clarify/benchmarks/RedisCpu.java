package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Contender.Running;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** How long Redis itself works for a context, by its own account of its commands. */
final class RedisCpu {

    private static final int CONTEXTS = 20_000;
    private static final Pattern USEC = Pattern.compile("cmdstat_(?!info|config)[^:]+:calls=\\d+,usec=(\\d+)");

    private RedisCpu() {}

    /** @return microseconds a context */
    static double of(Contender contender, Ground ground) {
        Running running = contender.start(ground);
        try (Jedis redis = new Jedis(ground.host(), ground.port())) {
            build(running);
            double before = usec(redis);
            build(running);
            return (usec(redis) - before) / CONTEXTS;
        } finally {
            running.stop();
        }
    }

    private static void build(Running running) {
        for (int i = 0; i < CONTEXTS; i++) {
            running.context();
        }
    }

    private static double usec(Jedis redis) {
        Matcher each = USEC.matcher(redis.info("commandstats"));
        double sum = 0;
        while (each.find()) {
            sum += Double.parseDouble(each.group(1));
        }
        return sum;
    }
}
