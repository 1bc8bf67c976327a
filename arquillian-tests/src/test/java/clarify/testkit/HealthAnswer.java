package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The answer of {@code /health/...} and how long it took. Servers add their own checks. */
public record HealthAnswer(int status, JsonNode json, Duration took) {
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
