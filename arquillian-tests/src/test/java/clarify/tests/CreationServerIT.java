package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.ProblemAnswer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnServer(Standard.class)
class CreationServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;

    CreationServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/dreams|{\"title\":\"A boat\"}",
                "POST|/sessions|{}",
                "POST|/reflections|{\"dream\":\"A\",\"plan\":\"B\",\"relationship\":\"C\",\"offering\":\"D\"}",
                "PATCH|/users/me|{\"name\":\"Maya\"}",
                "DELETE|/users/me|",
                "DELETE|/patterns/00000000-0000-0000-0000-000000000000|",
                "PATCH|/dreams/00000000-0000-0000-0000-000000000000|{}"
            })
    void a_mutation_without_a_profile_is_a_conflict_that_explains_what_to_do(String method, String path, String body) {
        Caller stranger = clarify.user(UUID.randomUUID());

        Answer answer = stranger.send(
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                request -> body == null ? request : request.setHeader("Content-Type", "application/json"));

        assertThat(answer.problem(409).detail()).contains("PUT /clarify/api/users/me");
    }

    @Test
    void patterns_of_someone_without_a_profile_are_a_conflict() {
        clarify.agent()
                .post(
                        "/users/" + UUID.randomUUID() + "/patterns",
                        List.of(Map.of("patternType", "tension", "content", "Sea")))
                .problem(409);
    }

    @Test
    void a_created_row_can_be_read_at_its_location() {
        Journal journal = Journal.rich(clarify);
        String said = "/sessions/" + journal.session() + "/messages";

        assertCreatedAndReadable(journal.caller(), "/dreams", Map.of("title", "A boat"));
        assertCreatedAndReadable(journal.caller(), "/dreams/", Map.of("title", "A boat"));
        assertCreatedAndReadable(journal.caller(), "/dreams;a:b", Map.of("title", "A boat"));
        assertCreatedAndReadable(journal.caller(), "/sessions", Map.of());
        assertCreatedAndReadable(
                journal.caller(),
                "/reflections",
                Map.of("dream", "A", "plan", "B", "relationship", "C", "offering", "D"));
        assertCreatedAndReadable(journal.caller(), said, Map.of("content", "Hello"));
        assertCreatedAndReadable(clarify.agent(), "/users/" + journal.userId() + said, Map.of("content", "Hello"));
        assertCreatedAndReadable(clarify.agent(), "/users/" + journal.userId() + "/sessions", Map.of());
        assertCreatedAndReadable(
                clarify.agent(),
                "/users/" + journal.userId() + "/patterns",
                List.of(Map.of("patternType", "tension", "content", "Sea")));
    }

    @Test
    void a_profile_is_created_once_and_replaced_afterwards() {
        UUID newcomer = UUID.randomUUID();
        Caller signedIn = clarify.user(newcomer);

        Answer first = signedIn.put("/users/me", Map.of("name", "Maya")).expect(201);
        JsonNode second =
                signedIn.put("/users/me", Map.of("language", "he")).expect(200).json();

        assertThat(first.header("Location")).isEqualTo("./me");
        assertThat(first.json().get("email").textValue()).isEqualTo(newcomer + "@example.org");
        assertThat(second.get("name").isNull()).isTrue();
        assertThat(second.get("language").textValue()).isEqualTo("he");
        assertThat(signedIn.put("/users/me", Map.of("name", "Maya"))
                        .expect(200)
                        .json()
                        .get("language")
                        .textValue())
                .isEqualTo("he");
    }

    @Test
    void all_succeed_who_create_a_profile_at_the_same_time() {
        UUID newcomer = UUID.randomUUID();
        Caller signedIn = clarify.user(newcomer);
        LogLines postgresLog = LogLines.from(environment.postgresLog());

        try (var row = environment.postgres().lock("insert into users (id) values (?)", newcomer);
                var calls = ConcurrentCalls.begin(
                        ConcurrentCalls.AT_ONCE, () -> signedIn.put("/users/me", Map.of("name", "Maya")))) {
            row.awaitWaiting(ConcurrentCalls.AT_ONCE);
            row.release();

            assertThat(calls.answers())
                    .extracting(Answer::status)
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
        }
        assertThat(postgresLog.lines()).noneMatch(line -> line.contains("users_pkey"));
    }

    /**
     * The location is the row itself, or a list that contains it, for who has created it. It says nothing of the server's own
     * address, which a client behind a proxy cannot reach.
     */
    private static void assertCreatedAndReadable(Caller caller, String path, Object body) {
        Answer created = caller.post(path, body).expect(201);
        ProblemAnswer.assertDiscreet(created);
        URI location = URI.create(created.header("Location"));
        assertThat(location.getHost()).isNull();
        JsonNode row = created.json().isArray() ? created.json().get(0) : created.json();

        JsonNode read = caller.get(URI.create(path).resolve(location).getPath())
                .expect(200)
                .json();

        assertThat(read.isArray() ? read : List.of(read)).contains(row);
    }
}
