package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class TokensServerIT {
    private final Clarify clarify;
    private final Tokens tokens;

    TokensServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        tokens = environment.tokens();
    }

    @Test
    void nobody_is_served_without_a_token() {
        assertThatNobodyIsServed(clarify.anonymous().get("/context"));
        assertThatNobodyIsServed(clarify.anonymous().getText("/context"));
    }

    @ParameterizedTest
    @EnumSource
    void a_token_that_cannot_be_trusted_is_refused(BadToken bad) {
        Clarify.Person owner = clarify.newcomer();
        Caller intruder = clarify.with(bad.of(tokens, owner.id().toString()));

        Answer read = intruder.get("/context");
        Answer written = intruder.post("/dreams", Map.of("title", "Not mine"));

        assertThatNobodyIsServed(read);
        assertThatNobodyIsServed(written);
        assertThat(owner.caller().get("/dreams").expect(200).json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic bWF5YTpjb2hlbg==", "nonsense"})
    void another_authorization_scheme_is_refused(String authorization) {
        Answer answer = clarify.anonymous()
                .send(
                        "GET",
                        "/context",
                        BodyPublishers.noBody(),
                        request -> request.setHeader("Authorization", authorization));

        assertThatNobodyIsServed(answer);
    }

    @Test
    void a_refusal_says_why_and_without_a_token_nothing_but_the_scheme() {
        Answer expired = clarify.with(
                        BadToken.EXPIRED.of(tokens, UUID.randomUUID().toString()))
                .get("/context");
        Answer wrongRole =
                clarify.with(tokens.of(UUID.randomUUID().toString(), "user")).get("/admin/cache");

        assertThat(clarify.anonymous().get("/context").header("WWW-Authenticate"))
                .isEqualTo("Bearer");
        assertThat(expired.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"Expired JWT\"");
        assertThat(expired.problem(401).detail()).isEqualTo("The bearer token is not valid: Expired JWT.");
        wrongRole.problem(403);
        assertThat(wrongRole.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", error_description=\"This needs the role admin\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer "})
    void the_scheme_is_read_as_http_has_it(String scheme) {
        String token = tokens.of(UUID.randomUUID().toString(), "user");

        Answer answer = clarify.anonymous()
                .send(
                        "GET",
                        "/context",
                        BodyPublishers.noBody(),
                        request -> request.setHeader("Authorization", scheme + " " + token));

        answer.expect(200);
    }

    @Test
    void a_token_needs_neither_an_id_nor_a_name_of_its_own() {
        String id = UUID.randomUUID().toString();

        clarify.with(tokens.sign(tokens.claims(id, "user")
                        .jwtID(null)
                        .claim("upn", null)
                        .issueTime(null)
                        .build()))
                .get("/context")
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maya", "1-1-1-1-1", "../users", "00000000-0000-0000-0000-000000000000x"})
    void a_user_whose_subject_is_not_a_uuid_is_forbidden(String subject) {
        Caller caller = clarify.with(tokens.of(subject, "user"));

        caller.get("/context").problem(403);
        caller.put("/users/me", Map.of()).problem(403);
    }

    @Test
    void agents_and_administrators_may_have_any_subject() {
        UUID user = clarify.newcomer().id();

        clarify.with(tokens.of("svc|conversation", "agent"))
                .get("/users/" + user + "/context")
                .expect(200);
        Caller admin = clarify.with(tokens.of("ops@example.org", "admin"));
        admin.post("/admin/cache/circuit/reset", Map.of()).expect(200);
        admin.get("/admin/nodes").expect(200);
        admin.get("/admin/outbox").expect(200);
        admin.get("/admin/users/" + user + "/context").expect(200);
    }

    @Test
    void a_subject_in_capitals_is_the_same_user() {
        Clarify.Person person = clarify.newcomer();
        Journal.dream(person.caller(), "A garden");

        Caller capitals = clarify.with(tokens.of(person.id().toString().toUpperCase(Locale.ROOT), "user"));

        assertThat(capitals.get("/dreams").expect(200).json()).hasSize(1);
    }

    @Test
    void nobody_is_locked_out_by_the_address_of_somebody_else() {
        String address = UUID.randomUUID() + "@example.org";

        for (String user : List.of(newId(), newId())) {
            JsonNode profile = withAddress(user, address)
                    .put("/users/me", Map.of("name", "Maya"))
                    .expect(201)
                    .json();
            assertThat(profile.required("email").textValue()).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "maya", "a\0b@example.org", "a\r\nb@example.org"})
    void without_a_usable_address_a_profile_has_the_one_that_it_had_or_none(String email) {
        String user = newId();
        Caller unreachable = withAddress(user, email);

        assertThat(address(unreachable.put("/users/me", Map.of()).expect(201)).isNull())
                .isTrue();
        assertThat(address(withAddress(user, "Maya@Example.ORG").put("/users/me", Map.of()))
                        .textValue())
                .isEqualTo("maya@example.org");
        assertThat(address(unreachable.put("/users/me", Map.of())).textValue()).isEqualTo("maya@example.org");
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private Caller withAddress(String user, String email) {
        return clarify.with(
                tokens.sign(tokens.claims(user, "user").claim("email", email).build()));
    }

    private static JsonNode address(Answer profile) {
        return profile.json().required("email");
    }

    private static void assertThatNobodyIsServed(Answer answer) {
        answer.problem(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
