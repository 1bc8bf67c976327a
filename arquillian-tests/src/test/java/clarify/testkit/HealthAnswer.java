package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code /health/...} says. Servers add checks of their own. */
public record HealthAnswer(int status, JsonNode json) {
    public boolean up() {
        return json.required("status").textValue().equals("UP");
    }

    /** The check of that name. */
    public JsonNode check(String name) {
        for (JsonNode check : json.required("checks")) {
            if (check.required("name").textValue().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + ": " + json);
    }

    /** What the product's readiness tells beside up or down. */
    public String ready(String datum) {
        return check("clarify-ready").required("data").required(datum).asText();
    }
}
