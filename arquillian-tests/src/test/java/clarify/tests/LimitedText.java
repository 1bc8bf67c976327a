package clarify.tests;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every text that can be written, with the limit of the contract in UTF-16 units. */
enum LimitedText {
    PROFILE_NAME("PUT", "/users/me", "name", 200),
    PROFILE_NAME_CHANGED("PATCH", "/users/me", "name", 200),
    DREAM_TITLE("POST", "/dreams", "title", 200),
    DREAM_TITLE_CHANGED("PATCH", "/dreams/{dream}", "title", 200),
    DREAM_DESCRIPTION("POST", "/dreams", "description", 2000),
    DREAM_DESCRIPTION_CHANGED("PATCH", "/dreams/{dream}", "description", 2000),
    SESSION_TITLE("POST", "/sessions", "title", 100),
    SESSION_TITLE_CHANGED("PATCH", "/sessions/{session}", "title", 100),
    MESSAGE("POST", "/sessions/{session}/messages", "content", 4000),
    ANSWER("POST", "/users/{user}/sessions/{session}/messages", "content", 4000),
    PATTERN("POST", "/users/{user}/patterns", "content", 500),
    REFLECTION_DREAM("POST", "/reflections", "dream", 3200),
    REFLECTION_PLAN("POST", "/reflections", "plan", 4000),
    REFLECTION_RELATIONSHIP("POST", "/reflections", "relationship", 4000),
    REFLECTION_OFFERING("POST", "/reflections", "offering", 2400),
    REFLECTION_TITLE("POST", "/reflections", "title", 200);

    private final String method;
    private final String path;
    private final String field;
    private final int limit;

    LimitedText(String method, String path, String field, int limit) {
        this.method = method;
        this.path = path;
        this.field = field;
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** The JSON pointer of an error about this text. */
    String pointer() {
        return this == PATTERN ? "#/0/" + field : "#/" + field;
    }

    Answer write(Clarify clarify, Journal journal, String text) {
        var body = new HashMap<>(others());
        body.put(field, text);
        Caller caller = path.startsWith("/users/{user}") ? clarify.agent() : journal.caller();
        return send(caller, target(journal), this == PATTERN ? List.of(body) : body);
    }

    /** The text in the answer of {@link #write}. */
    String written(Answer answer) {
        JsonNode row = this == PATTERN ? answer.json().get(0) : answer.json();
        return row.required(field).textValue();
    }

    private Answer send(Caller caller, String target, Object body) {
        return switch (method) {
            case "POST" -> caller.post(target, body);
            case "PUT" -> caller.put(target, body);
            default -> caller.patch(target, body);
        };
    }

    private String target(Journal journal) {
        return path.replace("{user}", journal.userId().toString())
                .replace("{dream}", journal.dream())
                .replace("{session}", journal.session());
    }

    /** The other required properties of the body. */
    private Map<String, String> others() {
        return switch (path) {
            case "/dreams" -> Map.of("title", "A boat");
            case "/reflections" ->
                Map.of("dream", "A boat", "plan", "Rest", "relationship", "Friends", "offering", "Sundays");
            case "/users/{user}/patterns" -> Map.of("patternType", "tension");
            default -> Map.of();
        };
    }
}
