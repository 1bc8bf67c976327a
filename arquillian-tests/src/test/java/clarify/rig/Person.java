package clarify.rig;

import clarify.stage.Answer;
import clarify.stage.Caller;
import clarify.stage.Journal;
import clarify.stage.Tokens;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Somebody whose five lists each show a number; written by one thread at a time. */
final class Person {
    /** Of each: what is written, and where a context shows it. */
    enum Place {
        NAME("(?m)^Name: n(\\d+)$"),
        DREAM("\"d(\\d+)\" \\(general\\)"),
        SESSION("\"s(\\d+)\" \\(\\d+ message"),
        PATTERN("Recurring Theme: p(\\d+)"),
        REFLECTIONS("Experience: (\\d+) reflection");

        private final String shown;

        Place(String shown) {
            this.shown = shown;
        }
    }

    final UUID id = UUID.randomUUID();
    final String token;
    private final List<Caller> doors;
    private final List<Caller> agents;
    private final Map<Place, Wanted> wanted = new EnumMap<>(Place.class);
    private final String dream;
    private final String session;

    Person(TwoNodes rig) {
        Tokens tokens = rig.tokens;
        token = tokens.of(id.toString(), "user");
        String agent = tokens.of(UUID.randomUUID().toString(), "agent");
        doors = rig.nodes.stream().map(node -> node.clarify().with(token)).toList();
        agents = rig.nodes.stream().map(node -> node.clarify().with(agent)).toList();
        for (Place place : Place.values()) {
            wanted.put(place, new Wanted(place.shown));
        }
        doors.get(0).put("/users/me", Map.of("name", "n0")).expect(201);
        dream = Journal.dream(doors.get(0), "d0");
        session = Journal.session(doors.get(0), "s0");
    }

    Wanted wanted(Place place) {
        return Objects.requireNonNull(wanted.get(place));
    }

    /** This person as a caller of the node. */
    Caller door(int node) {
        return doors.get(node);
    }

    /** How many reflections there are, past every cache. */
    long countReflections(int node) {
        return doors.get(node)
                .get("/users/me")
                .expect(200)
                .json()
                .required("totalReflections")
                .longValue();
    }

    /** Writes the next number through the node. */
    Answer write(Place place, int node, long number) {
        Caller door = doors.get(node);
        return switch (place) {
            case NAME -> door.patch("/users/me", Map.of("name", "n" + number));
            case DREAM -> door.patch("/dreams/" + dream, Map.of("title", "d" + number));
            case SESSION -> door.patch("/sessions/" + session, Map.of("title", "s" + number));
            case PATTERN ->
                agents.get(node)
                        .post(
                                "/users/" + id + "/patterns",
                                List.of(Map.of(
                                        "patternType", "recurring_theme", "content", "p" + number, "strength", 10)));
            case REFLECTIONS ->
                door.post("/reflections", Map.of("dream", "a", "plan", "b", "relationship", "c", "offering", "d"));
        };
    }
}
