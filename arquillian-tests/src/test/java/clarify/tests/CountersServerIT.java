package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ConcurrentCalls;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class CountersServerIT {
    private static final int CALLS = 24;
    private static final String LOCK_USER = "select id from users where id = ? for no key update";
    private static final String LOCK_DREAM = "select id from dreams where id = ? for no key update";
    private static final String LOCK_SESSION = "select id from clarify_sessions where id = ? for no key update";
    private static final String LOCK_REFLECTION = "select id from reflections where id = ? for no key update";

    private final Postgres postgres;
    private final UUID id;
    private final Caller caller;

    CountersServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        Clarify.Person person = environment.clarify().newcomer();
        id = person.id();
        caller = person.caller();
    }

    @Test
    void no_reflection_is_lost_when_many_are_written_at_once() {
        List<Answer> answers = atOnce(
                LOCK_USER,
                id.toString(),
                Collections.nCopies(CALLS, () -> caller.post("/reflections", Journal.reflection(Map.of()))));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(profile().get("totalReflections").intValue()).isEqualTo(CALLS);
    }

    @Test
    void a_reflection_deleted_by_many_at_once_is_counted_off_once() {
        Journal.reflection(caller, Map.of());
        String reflection = Journal.reflection(caller, Map.of());

        List<Answer> answers = atOnce(
                LOCK_REFLECTION,
                reflection,
                Collections.nCopies(CALLS, () -> caller.delete("/reflections/" + reflection)));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 404).hasSize(CALLS - 1);
        assertThat(profile().get("totalReflections").intValue()).isEqualTo(1);
    }

    @Test
    void no_message_is_lost_when_many_are_appended_at_once() {
        String sessionId = caller.post("/sessions", Map.of()).expect(201).createdId();
        String session = "/sessions/" + sessionId;
        Map<String, String> message = Map.of("content", "I saw the sea again");

        List<Answer> answers = atOnce(
                LOCK_SESSION, sessionId, Collections.nCopies(CALLS, () -> caller.post(session + "/messages", message)));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        JsonNode appended = caller.get(session).expect(200).json();
        assertThat(appended.get("messageCount").intValue()).isEqualTo(CALLS);
        assertThat(appended.get("title").textValue()).isEqualTo("I saw the sea again");
        assertThat(caller.get(session + "/messages?limit=100").expect(200).json())
                .hasSize(CALLS);
    }

    @Test
    void sessions_are_counted_when_opened_and_stay_counted_when_deleted() {
        List<Answer> opened =
                atOnce(LOCK_USER, id.toString(), Collections.nCopies(CALLS, () -> caller.post("/sessions", Map.of())));
        caller.delete("/sessions/" + opened.get(0).createdId()).expect(204);

        assertThat(profile().get("totalClarifySessions").intValue()).isEqualTo(CALLS);
    }

    @Test
    void changes_of_different_columns_at_once_are_all_kept() {
        String dreamId = Journal.dream(caller, "A garden");
        String dream = "/dreams/" + dreamId;

        atOnce(
                LOCK_DREAM,
                dreamId,
                List.of(
                        () -> caller.patch(dream, Map.of("description", "With a pond")),
                        () -> caller.patch(dream, Map.of("priority", 9)),
                        () -> caller.patch(dream, Map.of("category", "creative")),
                        () -> caller.put(dream + "/status", Map.of("status", "achieved"))));

        JsonNode kept = caller.get(dream).expect(200).json();
        assertThat(kept.get("description").textValue()).isEqualTo("With a pond");
        assertThat(kept.get("priority").intValue()).isEqualTo(9);
        assertThat(kept.get("category").textValue()).isEqualTo("creative");
        assertThat(kept.get("status").textValue()).isEqualTo("achieved");
    }

    private JsonNode profile() {
        return caller.get("/users/me").expect(200).json();
    }

    /** One person may have fewer calls at once, and a slow machine may not work them off in time: who is refused calls again. */
    private static Callable<Answer> untilAdmitted(Callable<Answer> call) {
        return () -> Awaitility.await("a place").pollDelay(Duration.ZERO).until(call, answer -> answer.status() != 503);
    }

    /** Makes concurrent calls: as many as every server handles at once wait for the locked row before it is released. */
    private List<Answer> atOnce(String lock, String id, List<Callable<Answer>> calls) {
        try (var row = postgres.lock(lock, UUID.fromString(id));
                var answers = ConcurrentCalls.begin(
                        calls.stream().map(CountersServerIT::untilAdmitted).toList())) {
            row.awaitWaiting(ConcurrentCalls.AT_ONCE);
            row.release();
            return answers.answers();
        }
    }
}
