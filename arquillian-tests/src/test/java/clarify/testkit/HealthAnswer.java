package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/** The answer of {@code /health/...}. Servers add their own checks. */
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

    /** A value in the data of the product's readiness check. */
    public String ready(String datum) {
        return check("clarify-ready").required("data").required(datum).asText();
    }
}
