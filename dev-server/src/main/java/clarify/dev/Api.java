package clarify.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The product's own door. */
record Api(URI address) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Whether the application answers somebody with this token. */
    boolean answers(String token) {
        try {
            return send(token, "GET", "/dreams", "").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Creates something.
     *
     * @param json with single quotes
     * @return the last part of its path, which is its id
     */
    String create(String token, String method, String path, String json) {
        HttpResponse<String> answer = send(token, method, path, json.replace('\'', '"'));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(
                    method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        String location = answer.headers().firstValue("Location").orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
