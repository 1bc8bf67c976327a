package clarify.cluster;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import clarify.cluster.BadDayFaults.Fault;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures contexts of people whose lists are all cached while one thing after the other goes wrong. */
class BadDayIT {
    private static final Duration QUIET = Duration.ofSeconds(Integer.getInteger("quiet", 60));
    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("fault", 15));

    private static final double HIGHEST_RATIO = 3;
    private static final double HIGHEST_RATIO_OF_MEDIANS = 2;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    /** A list of sessions stays in the cache for the quiet time. */
    private static final Map<String, String> SETTINGS = Map.of("clarify.cache.ttl.sessions", "PT10M");

    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final Tokens tokens = new Tokens();
    private @Nullable Node node;

    static List<String> servers() {
        return EachServer.names();
    }

    private Node node(String server) {
        return EachServer.node(
                server, server, new TcpProxy(redis.port()), new TcpProxy(postgres.port()), tokens, SETTINGS);
    }

    @AfterEach
    void close() {
        try (postgres;
                redis) {
            postgres.thaw();
            if (node != null) {
                node.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void cached_contexts_are_served_as_ever_on_a_bad_day(String server) throws IOException, InterruptedException {
        Node started = node(server);
        node = started;
        started.start();
        started.awaitAnswer();
        var day = new BadDay(started, postgres, tokens);

        List<Fault> faults = new BadDayFaults(started, postgres, tokens).all();
        day.rehearse(faults);
        Readings quiet = day.quiet(QUIET);
        List<Readings> rows = new ArrayList<>(List.of(quiet));
        for (Fault fault : faults) {
            rows.add(day.during(fault, FAULT));
        }

        String table = Readings.table(rows);
        String details = rows.stream().map(Readings::details).collect(Collectors.joining());
        Path file = TestEnvironment.file("clarify.servers").toPath().resolveSibling("bad-day-" + server + ".md");
        Files.writeString(file, table);
        Files.writeString(file.resolveSibling("bad-day-" + server + ".txt"), details);
        assertSoftly(softly -> {
            softly.assertThat(rows).as("failed\n" + table + details).allMatch(row -> row.incomplete() == 0);
            softly.assertThat(quiet.withMisses()).as("not cached").isZero();
            softly.assertThat(rows).as("slow").allMatch(row -> row.contexts.to(quiet.contexts, 99) <= HIGHEST_RATIO);
            softly.assertThat(rows)
                    .as("slower than usual for half of all")
                    .allMatch(row -> row.contexts.to(quiet.contexts, 50) <= HIGHEST_RATIO_OF_MEDIANS);
            softly.assertThat(rows)
                    .as("lists of others")
                    .allMatch(row ->
                            row.dreams.failed() == 0 && row.dreams.to(quiet.dreams, 50) <= HIGHEST_RATIO_OF_MEDIANS);
            softly.assertThat(rows)
                    .as("not normal in time")
                    .allMatch(row -> row.normalAfter().compareTo(RECOVERY) <= 0);
        });
    }
}
