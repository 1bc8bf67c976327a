package clarify.testkit;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** The product's HTTP door, for callers of every kind. */
public final class Clarify {
    private final URI api;
    private final Tokens tokens;

    public Clarify(URI api, Tokens tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    public Caller anonymous() {
        return new Caller(api, "");
    }

    /** A caller with any token, good or bad. */
    public Caller with(String token) {
        return new Caller(api, token);
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
