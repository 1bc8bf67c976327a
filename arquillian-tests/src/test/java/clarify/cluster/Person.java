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

/** A user whose five lists each show a number. Written by one thread at a time. */
final class Person {
    /** Where the context shows the number of a list, and where it is in the database. */
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

        /** Whether a write replaces the value, so that a late one hides later ones. */
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
    private final TwoNodes cluster;
    private final List<Caller> doors;
    private final List<Caller> agents;
    private final Map<Place, ExpectedNumber> expected = new EnumMap<>(Place.class);
    private final String dream;
    private final String session;

    Person(TwoNodes cluster) {
        this.cluster = cluster;
        Tokens tokens = cluster.tokens;
        token = tokens.of(id.toString(), "user");
        String agent = tokens.of(UUID.randomUUID().toString(), "agent");
        doors = cluster.nodes.stream().map(node -> node.clarify().with(token)).toList();
        agents = cluster.nodes.stream().map(node -> node.clarify().with(agent)).toList();
        for (Place place : Place.values()) {
            expected.put(place, new ExpectedNumber());
        }
        doors.get(0).put("/users/me", Map.of("name", "n0")).expect(201);
        dream = Journal.dream(doors.get(0), "d0");
        session = Journal.session(doors.get(0), "s0");
    }

    ExpectedNumber expected(Place place) {
        return Objects.requireNonNull(expected.get(place));
    }

    /** This user as a caller of the node. */
    Caller door(int node) {
        return doors.get(node);
    }

    /** The number in the database. */
    long stored(Place place) {
        return cluster.postgres.count(place.query.formatted(id));
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
