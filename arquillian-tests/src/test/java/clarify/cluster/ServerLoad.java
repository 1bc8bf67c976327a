package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cluster.HttpLoad.Contender;
import clarify.cluster.Wrk.Load;
import clarify.testkit.Caller;
import clarify.testkit.Journal;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.Postgres;
import clarify.testkit.Tokens;
import clarify.tests.golden.GoldenCase;
import clarify.tests.golden.GoldenCase.Expected;
import clarify.tests.golden.GoldenRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What one server does under load. */
final class ServerLoad {
    static final List<Integer> CONNECTIONS = List.of(1, 8, 64);

    /** A build waits for Redis half a second at most, and two seconds for the database. */
    static final Duration LIMIT = Duration.ofMillis(2_500);

    static final Duration EACH = Duration.ofSeconds(Integer.getInteger("seconds", 3));
    static final int ROUNDS = Integer.getInteger("rounds", 3);

    /** Longer than the circuit stays open, so that it is tried once more. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int FEW = 8;
    private static final Duration RUN = Duration.ofSeconds(3);
    private static final int MOST_RUNS = 40;

    /** After 20,000 an answer out of the database still costs three times what it costs after 70,000. */
    private static final int CALLS_UNTIL_COMPILED = 100_000;

    private static final String READS = "clarify_cache_reads_total";
    private static final String PERSON = "full-realistic";

    static final String TRIVIAL = "trivial";
    static final String TEXT = "text";
    static final String JSON = "JSON";
    static final String NOT_MODIFIED = "304";
    static final String TRIVIAL_AGAIN = "trivial again";
    static final List<String> CONTEXTS = List.of(TEXT, JSON, NOT_MODIFIED);

    static final String HEALTHY = "answers";
    static final String SILENT = "silent";
    static final String OPEN = "refuses, circuit open";
    static final String NONE = "none configured";
    static final String NONE_AGAIN = "none configured, again";

    final String server;
    final Map<Integer, HttpLoad> warm = new LinkedHashMap<>();
    final Map<String, CpuProfile> profiles = new LinkedHashMap<>();
    final Map<String, HttpLoad> states = new LinkedHashMap<>();

    private final Node node;
    private final Wrk wrk = new Wrk();
    private final Map<String, MeasuredRequest> requests = new LinkedHashMap<>();
    private double hits;

    /** The person of the golden case gets rows, and is warm when this returns. */
    ServerLoad(String server, Postgres postgres, Tokens tokens, Node node) throws Exception {
        this.server = server;
        this.node = node;
        GoldenCase golden = GoldenCase.all()
                .filter(each -> each.name().equals(PERSON))
                .findAny()
                .orElseThrow();
        Expected expected = golden.expected().get(0);
        new GoldenRows(postgres.dataSource()).replaceBy(golden.tables());

        String token = tokens.of(golden.userId().toString(), "user");
        Caller caller = node.clarify().with(token);
        String path = "/context" + golden.query() + expected.budget();
        Journal.warm(caller);
        var answer = caller.getText(path);
        assertThat(answer.body()).isEqualTo(expected.text());

        String bearer = "Authorization: Bearer " + token;
        String text = "Accept: text/plain";
        int length = expected.text().getBytes(StandardCharsets.UTF_8).length;
        add(new MeasuredRequest(TRIVIAL, "/trivial", List.of(bearer, text), 100, length));
        add(new MeasuredRequest(TEXT, path, List.of(bearer, text), length, 2 * length));
        add(new MeasuredRequest(JSON, path, List.of(bearer, "Accept: application/json"), length, 4 * length));
        add(new MeasuredRequest(
                NOT_MODIFIED, path, List.of(bearer, text, "If-None-Match: " + answer.header("ETag")), 100, length));
    }

    private void add(MeasuredRequest request) {
        requests.put(request.title(), request);
    }

    MeasuredRequest request(String title) {
        MeasuredRequest request = requests.get(title);
        if (request == null) {
            throw new IllegalArgumentException(title);
        }
        return request;
    }

    private Contender contender(String title) {
        return new Contender(title, node, request(title.equals(TRIVIAL_AGAIN) ? TRIVIAL : title));
    }

    /** All requests at each number of connections. */
    void measureWarm() {
        List<Contender> all = Stream.of(TRIVIAL, TEXT, JSON, NOT_MODIFIED, TRIVIAL_AGAIN)
                .map(this::contender)
                .toList();
        MetricsAnswer before = node.clarify().metrics();
        all.stream().filter(each -> !each.name().equals(TRIVIAL_AGAIN)).forEach(this::compile);
        for (int connections : CONNECTIONS) {
            warm.put(connections, HttpLoad.measure(wrk, all, ROUNDS, connections, EACH));
        }
        MetricsAnswer after = node.clarify().metrics();
        hits = after.rise(before, READS, "outcome", "hit") / after.rise(before, READS);
    }

    /**
     * Sends it as often as it takes until all of it is compiled, for two minutes at most. Nothing else may be asked of the node
     * until it is measured: a request of another kind makes the JVM drop what it has compiled, and for some ten thousand requests
     * an answer costs up to twice as much.
     */
    private void compile(Contender contender) {
        double sent = 0;
        for (int run = 0; run < MOST_RUNS && sent < CALLS_UNTIL_COMPILED; run++) {
            sent += wrk.run(contender.node(), contender.request(), FEW, RUN).perSecond() * RUN.toSeconds();
        }
    }

    /** A profile of each request. */
    void profile() {
        for (MeasuredRequest request : requests.values()) {
            profiles.put(
                    request.title(),
                    CpuProfile.of(
                            node,
                            server + "-" + request.title(),
                            () -> wrk.run(node, request, FEW, EACH.multipliedBy(3))));
        }
    }

    /**
     * @param proxied a node of the same server whose Redis can be kept from it
     * @param without one that has no Redis
     */
    void measureStates(Node proxied, Node without) {
        MeasuredRequest text = request(TEXT);
        var none = new Contender(NONE, without, text);
        var noneAgain = new Contender(NONE_AGAIN, without, text);
        var healthy = new Contender(HEALTHY, proxied, text);
        assertThat(without.clarify().cache().configured()).isFalse();
        compile(none);
        compile(healthy);
        measure(HEALTHY, ROUNDS, EACH, none, healthy, noneAgain);

        proxied.proxy.swallow();
        measure(SILENT, 1, SILENCE, new Contender(SILENT, proxied, text));

        proxied.proxy.refuse();
        var open = new Contender(OPEN, proxied, text);
        wrk.run(proxied, text, FEW, RUN);
        Awaitility.await("the circuit")
                .until(() -> proxied.clarify().cache().state().equals("open"));
        compile(open);
        measure(OPEN, ROUNDS, EACH, none, open, noneAgain);
    }

    private void measure(String state, int rounds, Duration each, Contender... contenders) {
        states.put(state, HttpLoad.measure(wrk, List.of(contenders), rounds, FEW, each));
    }

    /** Of all lists that were wanted from the cache in the warm rounds and before, the share that was there. */
    double hits() {
        return hits;
    }

    /** The slowest context while Redis was silent. */
    Duration longestSilence() {
        return Duration.ofNanos(Math.round(state(SILENT).max(SILENT, Load::maxMillis) * 1e6));
    }

    HttpLoad state(String name) {
        HttpLoad load = states.get(name);
        if (load == null) {
            throw new IllegalStateException(name);
        }
        return load;
    }
}
