package clarify.tests.golden;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Writes the rows of a case through the API, whatever the database is. For cases without rows of other people and without equal
 * times; where more reflections are counted than there are, the context must not have room for those that are invented.
 */
public final class GoldenJournal {
    private final GoldenCase golden;
    private final Clarify clarify;
    private final Caller caller;
    private final JsonNode user;
    private String query;

    private GoldenJournal(GoldenCase golden, Clarify clarify) {
        this.golden = golden;
        this.clarify = clarify;
        caller = clarify.user(golden.userId());
        user = golden.tables().required("users").get(0);
        query = golden.query();
    }

    /** @return the query of the case, with the id that its session has here; the budget is to be added */
    public static String write(GoldenCase golden, Clarify clarify) {
        var journal = new GoldenJournal(golden, clarify);
        journal.write();
        return journal.query;
    }

    private void write() {
        caller.put("/users/me", Map.of("name", user.required("name").textValue()))
                .expect(201);
        invented("reflections", "total_reflections").forEach(i -> Journal.reflection(caller, Map.of()));
        rows("reflections", "created_at").forEach(this::reflection);
        rows("dreams", "updated_at").forEach(this::dream);
        rows("clarify_patterns", "updated_at").forEach(this::pattern);
        invented("clarify_sessions", "total_clarify_sessions")
                .forEach(i -> caller.delete("/sessions/" + Journal.session(caller, "Gone"))
                        .expect(204));
        rows("clarify_sessions", "last_message_at").forEach(this::session);
    }

    private Stream<JsonNode> rows(String table, String time) {
        return StreamSupport.stream(golden.tables().path(table).spliterator(), false)
                .sorted(Comparator.comparing(row -> row.required(time).textValue()));
    }

    /** One number for each row that is counted and is not there. */
    private IntStream invented(String table, String counter) {
        return IntStream.range(
                golden.tables().path(table).size(), user.required(counter).intValue());
    }

    private void reflection(JsonNode row) {
        caller.post("/reflections", texts(row, "dream", "plan", "relationship", "offering", "tone"))
                .expect(201);
    }

    private void dream(JsonNode row) {
        String dream = caller.post("/dreams", texts(row, "title", "description", "category"))
                .expect(201)
                .createdId();
        status("/dreams/" + dream, row);
    }

    private void pattern(JsonNode row) {
        Map<String, Object> pattern = new HashMap<>(texts(row, "content"));
        pattern.put("patternType", row.required("pattern_type").textValue());
        pattern.put("strength", row.required("strength").intValue());
        clarify.agent()
                .post("/users/" + golden.userId() + "/patterns", List.of(pattern))
                .expect(201);
    }

    private void session(JsonNode row) {
        String session = Journal.session(caller, row.required("title").textValue());
        String path = "/sessions/" + session;
        IntStream.range(0, row.required("message_count").intValue())
                .forEach(i -> caller.post(path + "/messages", Map.of("content", "And then?"))
                        .expect(201));
        status(path, row);
        query = query.replace(row.required("id").textValue(), session);
    }

    private void status(String path, JsonNode row) {
        String status = row.required("status").textValue();
        if (!status.equals("active")) {
            caller.put(path + "/status", Map.of("status", status)).expect(200);
        }
    }

    private static Map<String, String> texts(JsonNode row, String... columns) {
        Map<String, String> texts = new HashMap<>();
        for (String column : columns) {
            if (row.path(column).isTextual()) {
                texts.put(column, row.path(column).textValue());
            }
        }
        return texts;
    }
}
