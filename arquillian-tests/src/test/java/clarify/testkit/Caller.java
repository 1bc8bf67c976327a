package clarify.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An HTTP client with a token, or without. Paths are relative to {@code /clarify/api}. Bodies are written as JSON. */
public final class Caller {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI api;
    private final String token;
    private final Runnable awaitEmptyOutbox;

    Caller(URI api, String token) {
        this(api, token, () -> {});
    }

    /** @param awaitEmptyOutbox waits until no invalidation is left that could be delivered a second time */
    Caller(URI api, String token, Runnable awaitEmptyOutbox) {
        this.api = api;
        this.token = token;
        this.awaitEmptyOutbox = awaitEmptyOutbox;
    }

    void awaitEmptyOutbox() {
        awaitEmptyOutbox.run();
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), request -> request);
    }

    public Answer getText(String path) {
        return send("GET", path, BodyPublishers.noBody(), request -> request.setHeader("Accept", "text/plain"));
    }

    public Answer post(String path, @Nullable Object body) {
        return json("POST", path, body);
    }

    /** The same, with that {@code Idempotency-Key}. */
    public Answer post(String path, @Nullable Object body, String key) {
        return json("POST", path, body, request -> request.setHeader("Idempotency-Key", key));
    }

    public Answer put(String path, @Nullable Object body) {
        return json("PUT", path, body);
    }

    public Answer patch(String path, @Nullable Object body) {
        return json("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), request -> request);
    }

    /** The JSON form of the caller's own context. */
    public ContextAnswer context() {
        return context("");
    }

    /** The same, for a query such as {@code ?budget=80}. */
    public ContextAnswer context(String query) {
        return new ContextAnswer(get("/context" + query).expect(200).json());
    }

    private Answer json(String method, String path, @Nullable Object body) {
        return json(method, path, body, request -> request);
    }

    /** A String is sent unchanged, everything else as JSON. */
    private Answer json(
            String method, String path, @Nullable Object body, UnaryOperator<HttpRequest.Builder> customizer) {
        try {
            String text = body instanceof String ready ? ready : JSON.writeValueAsString(body);
            return send(
                    method,
                    path,
                    BodyPublishers.ofString(text),
                    request -> customizer.apply(request.setHeader("Content-Type", "application/json")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to read an answer, which then waits until the test reads on. */
    public OpenAnswer open(String path) {
        try {
            return new OpenAnswer(
                    HTTP.send(request("GET", path, BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(90))
                .setHeader("Accept", "application/json")
                .method(method, body);
        return token.isEmpty() ? request : request.setHeader("Authorization", "Bearer " + token);
    }

    /** Any other request. The customizer is called last and may replace headers. */
    public Answer send(String method, String path, BodyPublisher body, UnaryOperator<HttpRequest.Builder> customizer) {
        var request = request(method, path, body);
        try {
            long begin = System.nanoTime();
            var response = HTTP.send(customizer.apply(request).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            Contract.check(response);
            return new Answer(response.statusCode(), response.headers(), response.body(), took);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
