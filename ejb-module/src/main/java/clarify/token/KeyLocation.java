package clarify.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keys in a file, in the application, or behind a URL, as {@code mp.jwt.verify.publickey.location} names them. */
final class KeyLocation implements KeySource {

    /** Bytes of an answer. */
    private static final int LARGEST = 1 << 20;

    private final String location;

    /** Only a URL is another machine. */
    private final @Nullable HttpRequest request;

    /** @param location a path, the name of a resource, or a URL: {@code https}, {@code http}, {@code file}, {@code classpath} */
    KeyLocation(String location) {
        this.location = location.strip();
        this.request = this.location.matches("(?i)https?://.+") ? request(URI.create(this.location)) : null;
    }

    private static HttpRequest request(URI url) {
        return HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    boolean isRemote() {
        return request != null;
    }

    @Override
    public JWKSet read(Duration limit) throws IOException, InterruptedException {
        String text = request == null ? local() : get(request, limit);
        try {
            return PublicKeys.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String local() throws IOException {
        if (location.startsWith("file:")) {
            return Files.readString(Path.of(URI.create(location)));
        }
        String name = location.replaceFirst("^classpath:", "").replaceFirst("^/+", "");
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream resource = classes.getResourceAsStream(name)) {
            return resource == null
                    ? Files.readString(Path.of(location))
                    : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A client for each call: its thread ends when it is collected. Its own limits do not include the body. */
    private static String get(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> append(body, bytes))));
        try {
            HttpResponse<Void> keys = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (keys.statusCode() != 200) {
                throw new IOException("it answers " + keys.statusCode());
            }
            return body.toString(StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + limit, e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static void append(ByteArrayOutputStream body, byte[] part) {
        if (body.size() + part.length > LARGEST) {
            throw new IllegalStateException("more than " + LARGEST + " bytes");
        }
        body.writeBytes(part);
    }

    @Override
    public String toString() {
        return location;
    }
}
