package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A person of whom there is something to tell in every section, written through the product's own door. */
public record Journal(UUID userId, Caller caller, String dream, String reflection, String session, String pattern) {
    /** The kinds of sections, in their order. */
    public static final List<String> KINDS = List.of("user", "dreams", "patterns", "sessions", "reflections");

    /** Two rows of each kind, so that none of them is empty when one row goes; the ids are those of the later rows. */
    public static Journal rich(Clarify clarify) {
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        dream(caller, "A garden");
        String dream = dream(caller, "A boat");
        session(caller, "About the garden");
        String session = session(caller, "About the boat");
        caller.post("/sessions/" + session + "/messages", Map.of("content", "I saw it again"))
                .expect(201);
        patterns(clarify, person.id(), "water", "growing things");
        String pattern =
                caller.get("/patterns").expect(200).json().get(0).required("id").textValue();
        reflection(caller, Map.of("tone", "gentle"));
        String reflection = reflection(caller, Map.of("tone", "fusion"));
        return new Journal(person.id(), caller, dream, reflection, session, pattern);
    }

    public static String dream(Caller caller, String title) {
        return caller.post("/dreams", Map.of("title", title)).expect(201).createdId();
    }

    public static String session(Caller caller, String title) {
        return caller.post("/sessions", Map.of("title", title)).expect(201).createdId();
    }

    public static String reflection(Caller caller, Map<String, String> more) {
        return caller.post("/reflections", reflection(more)).expect(201).createdId();
    }

    /** A body for {@code POST /reflections}: what is required, and more. */
    public static Map<String, String> reflection(Map<String, String> more) {
        var body = new HashMap<>(
                Map.of("dream", "I was flying", "plan", "Rest", "relationship", "My sister", "offering", "Patience"));
        body.putAll(more);
        return body;
    }

    public static void patterns(Clarify clarify, UUID userId, String... contents) {
        clarify.agent()
                .post(
                        "/users/" + userId + "/patterns",
                        Arrays.stream(contents)
                                .map(content ->
                                        Map.of("patternType", "recurring_theme", "content", content, "strength", 5))
                                .toList())
                .expect(201);
    }

    /**
     * Asks for the context until all of it comes from the cache, as the store of the first answer is not waited for; and
     * that it stays there: no earlier invalidation is left to be delivered once more.
     */
    public ContextAnswer warm() {
        return warm(caller);
    }

    public static ContextAnswer warm(Caller caller) {
        caller.awaitEmptyOutbox();
        return Awaitility.await("five cache hits")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(caller::context, context -> context.cacheHits() == 5);
    }

    /** Everything that the owner can read of the journal, by where it is read. */
    public Map<String, JsonNode> rows() {
        return Stream.of(
                        "/users/me",
                        "/dreams",
                        "/patterns",
                        "/sessions",
                        "/sessions/" + session + "/messages",
                        "/reflections")
                .collect(Collectors.toMap(
                        Function.identity(),
                        path -> caller.get(path).expect(200).json()));
    }

    /** The five keys of this person's lists in Redis, in the order of {@link #KINDS}. */
    public String[] keys() {
        return keys(userId);
    }

    public static String[] keys(UUID userId) {
        return KINDS.stream().map(kind -> "ctx:" + kind + ":" + userId).toArray(String[]::new);
    }
}
