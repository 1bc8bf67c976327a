package clarify.cluster;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Journal;
import clarify.testkit.Tokens;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody whose five lists each show a number; written by one thread at a time. */
final class Person {
    /** Of each: where a context shows its number, and where the database has it. */
    enum Place {
        NAME("(?m)^Name: n(\\d+)$", "select substr(name, 2) from users where id = '%s'"),
        DREAM("\"d(\\d+)\" \\(general\\)", "select substr(title, 2) from dreams where user_id = '%s'"),
        SESSION("\"s(\\d+)\" \\(\\d+ message", "select substr(title, 2) from clarify_sessions where user_id = '%s'"),
        PATTERN(
                "Recurring Theme: p(\\d+)",
                "select coalesce(max(substr(content, 2)::int), 0) from clarify_patterns where user_id = '%s'"),
        REFLECTIONS("Experience: (\\d+) reflection", "select total_reflections from users where id = '%s'");

        private final Pattern shown;
        private final String query;

        Place(String shown, String query) {
            this.shown = Pattern.compile(shown);
            this.query = query;
        }

        /** A write replaces what was there, so that one which comes late hides those after it. */
        boolean isReplaced() {
            return this == NAME || this == DREAM || this == SESSION;
        }

        /** The greatest number that a context shows; 0 if none. */
        long shownBy(String context) {
            long shows = 0;
            for (Matcher matcher = shown.matcher(context); matcher.find(); ) {
                shows = Math.max(shows, Long.parseLong(matcher.group(1)));
            }
            return shows;
        }
    }

    final UUID id = UUID.randomUUID();
    final String token;
    private final TwoNodes rig;
    private final List<Caller> doors;
    private final List<Caller> agents;
    private final Map<Place, Wanted> wanted = new EnumMap<>(Place.class);
    private final String dream;
    private final String session;

    Person(TwoNodes rig) {
        this.rig = rig;
        Tokens tokens = rig.tokens;
        token = tokens.of(id.toString(), "user");
        String agent = tokens.of(UUID.randomUUID().toString(), "agent");
        doors = rig.nodes.stream().map(node -> node.clarify().with(token)).toList();
        agents = rig.nodes.stream().map(node -> node.clarify().with(agent)).toList();
        for (Place place : Place.values()) {
            wanted.put(place, new Wanted());
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

    /** What the database has, past the product. */
    long stored(Place place) {
        return rig.postgres.count(place.query.formatted(id));
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
