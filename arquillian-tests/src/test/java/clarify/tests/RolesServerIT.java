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
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer(Standard.class)
class RolesServerIT {
    private final Clarify clarify;
    private final Tokens tokens;

    RolesServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        tokens = environment.tokens();
    }

    @ParameterizedTest
    @MethodSource("clarify.tests.Endpoint#all")
    void nobody_is_admitted_without_a_token(Endpoint endpoint) {
        Answer answer = call(endpoint, clarify.anonymous());

        answer.problem(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    static Stream<Arguments> wrongRoles() {
        return Endpoint.all()
                .flatMap(endpoint -> Stream.concat(Endpoint.ROLES.stream(), Stream.of("User", "**", ""))
                        .filter(role -> !role.equals(endpoint.role()))
                        .map(role -> Arguments.of(endpoint, role)));
    }

    @ParameterizedTest
    @MethodSource("wrongRoles")
    void a_wrong_role_is_refused(Endpoint endpoint, String role) {
        call(endpoint, callerWith(role)).problem(403);
    }

    @ParameterizedTest
    @MethodSource("clarify.tests.Endpoint#all")
    void the_right_role_is_admitted(Endpoint endpoint) {
        int status = call(endpoint, callerWith(endpoint.role())).status();

        assertThat(status).isNotIn(401, 403, 405, 406, 415).isLessThan(500);
    }

    @Test
    void a_user_does_not_speak_as_the_assistant() {
        Journal journal = Journal.rich(clarify);
        Map<String, ?> rows = journal.rows();
        String messages = "/sessions/" + journal.session() + "/messages";

        journal.caller()
                .post("/users/" + journal.userId() + messages, Map.of("content", "I am the assistant"))
                .problem(403);
        assertThat(journal.caller()
                        .post(messages, Map.of("content", "I am the assistant", "role", "assistant"))
                        .problem(400)
                        .places())
                .containsExactly("#/role");

        assertThat(journal.rows()).isEqualTo(rows);
    }

    private Caller callerWith(String role) {
        return clarify.with(tokens.of(UUID.randomUUID().toString(), role));
    }

    private static Answer call(Endpoint endpoint, Caller caller) {
        boolean hasBody = !endpoint.method().equals("GET") && !endpoint.method().equals("DELETE");
        return caller.send(
                endpoint.method(),
                endpoint.anyPath(),
                hasBody ? BodyPublishers.ofString("{}") : BodyPublishers.noBody(),
                request -> {
                    request.setHeader("Accept", "*/*");
                    return hasBody ? request.setHeader("Content-Type", "application/json") : request;
                });
    }
}
