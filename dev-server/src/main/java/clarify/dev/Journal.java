package clarify.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Two people's journals, written through the product's own door. */
final class Journal {

    static final String MAYA = "maya@example.org";

    private static final String NOAM = "noam@example.org";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final Tokens tokens;

    Journal(URI api, Tokens tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    /** Whether the application answers: somebody without a profile has an empty list of dreams. */
    boolean isServed() {
        try {
            return send(tokens.of(UUID.randomUUID(), "nobody@example.org", "user"), "GET", "/dreams", "")
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    UUID writeMaya() {
        UUID maya = UUID.randomUUID();
        Person person = new Person(tokens.of(maya, MAYA, "user"));
        person.put("/users/me", "{'name':'Maya Cohen','language':'en'}");
        person.post(
                "/dreams",
                "{'title':'Finish the novel about my grandmother','category':'creative','priority':9,"
                        + "'description':'Three hundred pages about the village, the sea and the letters she never sent.'}");
        person.post("/dreams", "{'title':'Run the coastal trail with my daughter','category':'health'}");
        person.post(
                "/dreams",
                "{'title':'Open a small ceramics studio','category':'entrepreneurial','description':'Close to the sea.'}");
        person.post(
                "/reflections",
                "{'dream':'To finish the novel.','plan':'Five hundred words before work, every weekday.',"
                        + "'relationship':'Tender and a little guilty.','offering':'Television.','tone':'gentle'}");
        person.post(
                "/reflections",
                "{'dream':'To run the trail.','plan':'Three short runs a week.','relationship':'Playful.',"
                        + "'offering':'Late nights.','tone':'intense'}");
        person.post("/sessions", "{'title':'Why the third chapter will not end'}");
        person.post("/sessions", "{'title':'What my grandmother would have said'}");
        recordPatterns(
                maya,
                "[{'patternType':'recurring_theme','content':'Returns to the sea when a plan becomes concrete.','strength':8},"
                        + "{'patternType':'tension','content':'Wants to be read and fears to be seen.','strength':6}]");
        return maya;
    }

    void writeNoam() {
        UUID noam = UUID.randomUUID();
        Person person = new Person(tokens.of(noam, NOAM, "user"));
        person.put("/users/me", "{'name':'נועם לוי','language':'he'}");
        person.post(
                "/dreams",
                "{'title':'לעבור לגור קרוב לים','category':'personal_growth','description':'לפתוח סטודיו לקרמיקה.'}");
        person.post("/dreams", "{'title':'ללמוד לנגן בעוד','category':'creative'}");
        person.post(
                "/reflections",
                "{'dream':'לגור קרוב לים.','plan':'לחסוך עוד שנה ולחפש מקום קטן.','relationship':'געגוע.',"
                        + "'offering':'את הנוחות של העיר.'}");
        person.post("/sessions", "{'title':'ים או עיר'}");
        recordPatterns(noam, "[{'patternType':'potential_dream','content':'סטודיו פתוח לשכנים.','strength':7}]");
    }

    private void recordPatterns(UUID userId, String patterns) {
        String agent = tokens.of(UUID.randomUUID(), "agent@example.org", "agent");
        new Person(agent).post("/users/" + userId + "/patterns", patterns);
    }

    /** Somebody with a token; their JSON is written with single quotes. */
    private final class Person {

        private final String token;

        Person(String token) {
            this.token = token;
        }

        void put(String path, String json) {
            write("PUT", path, json);
        }

        void post(String path, String json) {
            write("POST", path, json);
        }

        private void write(String method, String path, String json) {
            HttpResponse<String> answer = send(token, method, path, json.replace('\'', '"'));
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(
                        method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
            }
        }
    }

    private HttpResponse<String> send(String token, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
