package clarify.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** The product's HTTP door, for callers of every kind. */
public final class Clarify {
    private static final List<String> COUNTED_IN_THE_BACKGROUND = List.of(
            "clarify_cache_reads_total",
            "clarify_lookups_total",
            "clarify_lookup_seconds_count",
            "clarify_redis_call_seconds_count");

    private final URI api;
    private final Tokens tokens;
    private final Runnable awaitEmptyOutbox;

    /** Of a node whose database the test does not look into. */
    public Clarify(URI api, Tokens tokens) {
        this(api, tokens, () -> {});
    }

    /** @param awaitEmptyOutbox waits until no change is left whose invalidation may be delivered once more */
    Clarify(URI api, Tokens tokens, Runnable awaitEmptyOutbox) {
        this.api = api;
        this.tokens = tokens;
        this.awaitEmptyOutbox = awaitEmptyOutbox;
    }

    public Caller anonymous() {
        return new Caller(api, "");
    }

    /** A caller with any token, good or bad. */
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

    /** What the administrator sees of the cache. */
    public CacheAnswer cache() {
        return new CacheAnswer(admin().get("/admin/cache").expect(200).json());
    }

    /** The figures of the node. */
    public MetricsAnswer figures() {
        return MetricsAnswer.parse(admin().getText("/metrics").expect(200).body());
    }

    /**
     * The figures once nothing goes on behind the answers: sign-ins are warmed, lists are stored, invalidations are
     * delivered, and what counts lookups and Redis calls stands still. Redis must be reachable.
     */
    public MetricsAnswer settledFigures() {
        awaitEmptyOutbox.run();
        var last = new AtomicReference<>(figures());
        return Awaitility.await("figures that stand still")
                .pollInterval(Duration.ofMillis(300))
                .until(this::figures, now -> now.sameTotals(last.getAndSet(now), COUNTED_IN_THE_BACKGROUND));
    }

    /** A user with a fresh id who has signed in: the profile exists. */
    public Person newcomer() {
        UUID id = UUID.randomUUID();
        var person = new Person(id, user(id));
        person.caller().put("/users/me", Map.of("name", "Maya Cohen")).expect(201);
        return person;
    }

    /** A user that the product knows. */
    public record Person(UUID id, Caller caller) {}
}
