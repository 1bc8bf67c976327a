package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.HealthAnswer;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.RawConnection;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send slowly, too much or not to the end cost the server a connection, and others nothing. */
@OnServer(Standard.class)
class SlowClientsServerIT {
    /** More than any server has threads for requests. */
    private static final int MANY = 250;

    /** The time limit for a body, and time for the answers. */
    private static final Duration LIMIT = Duration.ofSeconds(10 + 50);

    private static final int LINES = 5;

    /** Bytes that are sent at once. */
    private static final int PART = 16 * 1024;

    private static final String NOBODY = "-";

    private static final String FORGED = "x";

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final List<RawConnection> connections = new ArrayList<>();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    SlowClientsServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
    }

    @AfterEach
    void disconnect() {
        drip.shutdownNow();
        connections.forEach(RawConnection::close);
    }

    @ParameterizedTest
    @CsvSource({
        NOBODY + ",Content-Length: 1000",
        NOBODY + ",Transfer-Encoding: chunked",
        NOBODY + ",Content-Length: 1000000",
        FORGED + ",Content-Length: 1000",
        FORGED + ",Transfer-Encoding: chunked"
    })
    void the_body_of_an_anonymous_caller_is_not_waited_for(String token, String length) {
        Journal journal = Journal.rich(clarify);
        for (int i = 0; i < MANY; i++) {
            drip(post(token, length));
        }

        assertThatOthersAreServed(journal);

        assertThat(connections)
                .allSatisfy(slow -> assertThat(slow.answer(LIMIT)).startsWith("HTTP/1.1 401 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void slow_bodies_hold_few_threads_until_they_have_taken_too_long(String length) {
        Journal journal = Journal.rich(clarify);
        for (String user : List.of(user(), user(), user())) {
            for (int i = 0; i < MANY / 3; i++) {
                drip(post(user, length));
            }
        }

        assertThatOthersAreServed(journal);

        List<String> answers =
                connections.stream().map(slow -> slow.answer(LIMIT)).toList();
        assertThat(answers)
                .anyMatch(answer -> answer.startsWith("HTTP/1.1 408 "))
                .allSatisfy(
                        answer -> assertThat(answer)
                                .matches(
                                        "(?s)HTTP/1.1 (?:408 .*\"The body took too long to arrive\\.\"|503 .*Retry-After: ).*"));
    }

    @Test
    void a_body_that_is_silent_is_given_up_as_well() {
        LogLines log = LogLines.from(environment.log());

        String answer = post(user(), "Content-Length: 1000").answer(LIMIT);

        assertThat(answer).startsWith("HTTP/1.1 408 ");
        log.assertFewerThan(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"262145", "1000000"})
    void a_length_that_is_too_large_is_refused_before_the_body(String length) {
        String answer = post(user(), "Content-Length: " + length).answer(LIMIT);

        assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("\r\nConnection: close\r\n");
        assertThat(answer).contains("Cache-Control: no-store", "\"The body is larger than 256 KiB.\"");
    }

    /** As clients send that read no answer before they have sent all: nothing is reset before they read it. */
    @ParameterizedTest
    @CsvSource({
        "413,/dreams,application/json,Content-Length: 1048576",
        "413,/dreams,application/json,Transfer-Encoding: chunked",
        "415,/dreams,text/plain,Content-Length: 1048576",
        "404,/nowhere,application/json,Content-Length: 1048576",
        "401,/dreams,application/json,Content-Length: 1048576",
        "401,/dreams,application/json,Transfer-Encoding: chunked"
    })
    void a_refused_body_can_be_sent_to_its_end(int status, String path, String type, String length) {
        String token = status == 401 ? FORGED : user();
        RawConnection connection = open("POST", path, token, type, length);
        boolean chunked = length.startsWith("Transfer");
        String part = " ".repeat(PART);
        String sent = chunked ? Integer.toHexString(PART) + "\r\n" + part + "\r\n" : part;
        int parts = 1024 * 1024 / PART;
        int before = !chunked ? 0 : status == 413 ? parts / 2 : 1; // Payara waits for the first chunk
        for (int i = 0; i < before; i++) {
            connection.sendStill(sent);
        }

        assertThat(connection.answer(LIMIT)).startsWith("HTTP/1.1 " + status + " ");

        for (int i = before; i < parts; i++) {
            connection.sendStill(sent);
        }
    }

    /** WildFly refuses by itself what is longer than its own limit. */
    @ParameterizedTest
    @ValueSource(strings = {"3000000000", "9223372036854775807", "9223372036854775808", "-1", "x"})
    void a_length_that_is_beyond_everything_is_the_clients_error(String length) {
        String headers = "Connection: close\r\nContent-Length: " + length;
        LogLines log = LogLines.from(environment.log());

        assertThat(post(user(), headers).answer(LIMIT)).matches("(?s)HTTP/1.1 4(?:00|13) .*");
        assertThat(post(NOBODY, headers).answer(LIMIT)).matches("(?s)HTTP/1.1 4(?:00|01|13) .*");
        log.assertFewerThan(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dreams/%3F", "/dreams/a;b=c", "/dreams/%20", "/..;/dreams"})
    void an_odd_path_with_a_body_is_answered_as_well(String path) {
        String body = "{\"title\":\"A boat\"}";

        String answer = open("PATCH", path, user(), "Connection: close\r\nContent-Length: " + body.length())
                .send(body)
                .answer(LIMIT);

        assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*");
    }

    @Test
    void clients_that_leave_are_no_errors_of_the_server() {
        String user = user();
        LogLines log = LogLines.from(environment.log());

        for (int i = 0; i < 100; i++) {
            post(user, i % 2 == 0 ? "Content-Length: 1000" : "Transfer-Encoding: chunked")
                    .close();
            post(NOBODY, "Content-Length: 1000").close();
        }
        post(user, "Content-Length: 262145").answer(LIMIT);
        Caller caller = clarify.with(user);
        Awaitility.await("the places of those who left")
                .until(() -> caller.post("/dreams", Map.of("title", "A boat")).status() == 409); // no profile

        log.assertFewerThan(LINES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n", "-5\r\n{}\r\n", "fffffffffffffffff\r\n{}\r\n"})
    void a_chunk_size_that_is_no_number_is_the_clients_error_and_hardly_logged(String body) {
        String user = user();
        LogLines log = LogLines.from(environment.log());

        for (int i = 0; i < 5; i++) {
            String answer = open("POST", "/dreams", user, "Connection: close\r\nTransfer-Encoding: chunked")
                    .send(body)
                    .answer(LIMIT);
            assertThat(answer).matches("(?s)|HTTP/1.1 400 .*");
        }

        log.assertFewerThan(LINES);
    }

    /** While the bodies drip: they are given up after ten seconds. */
    private void assertThatOthersAreServed(Journal journal) {
        HealthAnswer live = environment.health("live");
        assertThat(live.up()).isTrue();
        assertThat(live.took()).isLessThan(Answer.AT_ONCE);
        journal.caller().getText("/context").expectAtOnce(200);
        journal.caller().post("/dreams", Map.of("title", "A garden")).expectAtOnce(201);
        clarify.anonymous().get("/context").expectAtOnce(401);
    }

    private String user() {
        return environment.tokens().of(UUID.randomUUID().toString(), "user");
    }

    private RawConnection post(String token, String length) {
        RawConnection connection = open("POST", "/dreams", token, length);
        return length.startsWith("Transfer") ? connection.send("3e8\r\n{") : connection.send("{");
    }

    private RawConnection open(String method, String path, String token, String headers) {
        return open(method, path, token, "application/json", headers);
    }

    private RawConnection open(String method, String path, String token, String type, String headers) {
        RawConnection connection = environment.connect();
        connections.add(connection);
        return connection.send(method + " /clarify/api" + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + (token.equals(NOBODY) ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Content-Type: " + type + "\r\n" + headers + "\r\n\r\n");
    }

    /** A byte every half second: the body does not end, and is never silent for long. */
    private void drip(RawConnection connection) {
        var unused = drip.scheduleAtFixedRate(() -> connection.send(" "), 500, 500, TimeUnit.MILLISECONDS);
    }
}
