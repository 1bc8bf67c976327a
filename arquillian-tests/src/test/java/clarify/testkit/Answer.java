package clarify.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;

/** An HTTP response and how long it took. */
public record Answer(int status, HttpHeaders headers, String body, Duration took) {
    /** Three times the second that is promised: the machine may be slow. */
    public static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    /** The first header of that name, or the empty string. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The last part of Location: the id of what was created. */
    public String createdId() {
        String path = URI.create(header("Location")).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** This answer. The test fails if it has another status. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", was " + status + ": " + body);
        }
        return this;
    }

    /** As {@link #expect}. The test also fails if it took longer than {@link #AT_ONCE}. */
    public Answer expectAtOnce(int expected) {
        if (took.compareTo(AT_ONCE) >= 0) {
            throw new AssertionError("took " + took + ": " + body);
        }
        return expect(expected);
    }

    /** This answer as a problem. The test fails if it has another status. */
    public ProblemAnswer problem(int expected) {
        return ProblemAnswer.of(this, expected);
    }
}
