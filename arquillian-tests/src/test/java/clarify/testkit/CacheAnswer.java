package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/** The answer of {@code GET /admin/cache}. */
public record CacheAnswer(JsonNode json) {
    public boolean configured() {
        return json.required("configured").booleanValue();
    }

    public boolean enabled() {
        return json.required("enabled").booleanValue();
    }

    /** closed, open or half-open. */
    public String state() {
        return json.required("state").textValue();
    }

    public int consecutiveFailures() {
        return json.required("consecutiveFailures").intValue();
    }

    public int undeliveredInvalidations() {
        return json.required("undeliveredInvalidations").intValue();
    }

    /** unasked, known, unknown or ignored. */
    public String history() {
        return json.required("history").textValue();
    }

    public String freshness() {
        return json.required("freshness").textValue();
    }

    public long unreadableValues() {
        return json.required("unreadableValues").longValue();
    }
}
