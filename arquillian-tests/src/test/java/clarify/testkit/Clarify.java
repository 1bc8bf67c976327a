package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** Creates callers of the product's HTTP API. */
public final class Clarify {
    private static final List<String> COUNTED_IN_THE_BACKGROUND = List.of(
            "clarify_cache_reads_total",
            "clarify_lookups_total",
            "clarify_lookup_seconds_count",
            "clarify_redis_call_seconds_count");

    private final URI api;
    private final Tokens tokens;
    private final Runnable awaitEmptyOutbox;

    /** For a node whose database the test does not read. */
    public Clarify(URI api, Tokens tokens) {
        this(api, tokens, () -> {});
    }

    /** @param awaitEmptyOutbox waits until no invalidation is left that could be delivered a second time */
    public Clarify(URI api, Tokens tokens, Runnable awaitEmptyOutbox) {
        this.api = api;
        this.tokens = tokens;
        this.awaitEmptyOutbox = awaitEmptyOutbox;
    }

    public Caller anonymous() {
        return new Caller(api, "");
    }

    /** A caller with any token, valid or not. */
    public Caller with(String token) {
        return new Caller(api, token, awaitEmptyOutbox);
    }

    public Caller user(UUID id) {
        return with(tokens.of(id.toString(), "user"));
    }

    public Caller agent() {
        return with(tokens.of(UUID.randomUUID().toString(), "agent"));
    }

    public Caller admin() {
        return with(tokens.of(UUID.randomUUID().toString(), "admin"));
    }

    /** The nodes as the administrator sees them. */
    public Stream<JsonNode> nodes() {
        JsonNode all = admin().get("/admin/nodes").expect(200).json();
        return StreamSupport.stream(all.spliterator(), false);
    }

    /** The one among the nodes that has answered; empty before it has published itself. */
    public Optional<JsonNode> answeringNode() {
        return nodes().filter(node -> node.required("answering").booleanValue()).findFirst();
    }

    /** What the administrator sees of the cache. */
    public CacheAnswer cache() {
        return new CacheAnswer(admin().get("/admin/cache").expect(200).json());
    }

    /** The metrics of the node. */
    public MetricsAnswer metrics() {
        return MetricsAnswer.parse(admin().getText("/metrics").expect(200).body());
    }

    /**
     * The metrics once the node has no background work: users are warmed, lists are stored, invalidations are
     * delivered, and the counters of lookups and Redis calls do not change. Redis must be reachable.
     */
    public MetricsAnswer settledMetrics() {
        awaitEmptyOutbox.run();
        var last = new AtomicReference<>(metrics());
        return Awaitility.await("metrics that do not change")
                .pollInterval(Duration.ofMillis(300))
                .until(this::metrics, now -> now.sameTotals(last.getAndSet(now), COUNTED_IN_THE_BACKGROUND));
    }

    /** A user with a random id and a profile. */
    public Person newcomer() {
        UUID id = UUID.randomUUID();
        var person = new Person(id, user(id));
        person.caller().put("/users/me", Map.of("name", "Maya Cohen")).expect(201);
        return person;
    }

    /** A user with a profile. */
    public record Person(UUID id, Caller caller) {}
}
