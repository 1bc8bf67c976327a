package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database rejects a change late, when other changes of the transaction must be rolled back. */
@OnServer(Standard.class)
class RollbackServerIT {
    private final Postgres postgres;
    private final UUID id;
    private final Caller caller;

    RollbackServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        Clarify.Person person = environment.clarify().newcomer();
        id = person.id();
        caller = person.caller();
    }

    @Test
    void a_message_that_cannot_be_kept_is_not_counted() {
        String session = Journal.session(caller, "About the garden");
        JsonNode before = caller.get("/sessions/" + session).expect(200).json();
        ContextAnswer warm = Journal.warm(caller);
        postgres.trigger(
                "before insert on clarify_messages",
                "new.session_id = '%s'".formatted(session),
                "raise exception 'no'");

        int status = caller.post("/sessions/" + session + "/messages", Map.of("content", "Hello"))
                .status();

        assertThat(status).isEqualTo(500);
        assertThat(caller.get("/sessions/" + session).expect(200).json()).isEqualTo(before);
        assertNothingChangedSince(warm);
    }

    @Test
    void a_reflection_that_cannot_be_counted_is_not_kept_and_leaves_its_dream_alone() {
        String dream = Journal.dream(caller, "A garden");
        JsonNode before = caller.get("/dreams/" + dream).expect(200).json();
        ContextAnswer warm = Journal.warm(caller);
        postgres.trigger("before update on users", "new.id = '%s'".formatted(id), "raise exception 'no'");

        int status = caller.post("/reflections", Journal.reflection(Map.of("dreamId", dream)))
                .status();

        assertThat(status).isEqualTo(500);
        assertThat(caller.get("/reflections").expect(200).json()).isEmpty();
        assertThat(caller.get("/dreams/" + dream).expect(200).json()).isEqualTo(before);
        assertNothingChangedSince(warm);
    }

    /** The event was fired, and the connection is closed during the commit. */
    @Test
    void a_change_whose_commit_fails_invalidates_nothing() {
        String dream = Journal.dream(caller, "A garden");
        JsonNode before = caller.get("/dreams/" + dream).expect(200).json();
        ContextAnswer warm = Journal.warm(caller);
        postgres.trigger(
                "after update on dreams deferrable initially deferred",
                "new.id = '%s'".formatted(dream),
                "perform pg_terminate_backend(pg_backend_pid())");

        int status = caller.patch("/dreams/" + dream, Map.of("title", "A park")).status();

        assertThat(status).isGreaterThanOrEqualTo(500);
        assertNothingChangedSince(warm);
        assertThat(caller.get("/dreams/" + dream).expect(200).json()).isEqualTo(before);
    }

    /** Payara's Jersey answered it with what it remembers of an earlier refusal, which has been sent to another caller. */
    @Test
    void a_refused_commit_is_not_answered_like_an_earlier_request() {
        String dream = Journal.dream(caller, "A garden");
        String refused = titleThatIsRefusedAtCommit();

        for (int i = 0; i < 4; i++) {
            caller.send(
                            "PATCH",
                            "/dreams/" + dream,
                            BodyPublishers.ofString("{\"title\":\"A park\"}"),
                            request -> request.setHeader("Content-Type", "application/json")
                                    .setHeader("If-Match", "\"another\""))
                    .problem(412);
            caller.patch("/dreams/" + dream, "{").problem(400);

            caller.post("/dreams", Map.of("title", refused)).problem(500);
        }
    }

    /** Payara leaves the transaction of the connection open until the next change. */
    @Test
    void what_is_changed_after_a_refused_commit_is_kept() {
        Journal.dream(caller, "A garden");
        String refused = titleThatIsRefusedAtCommit();
        for (int i = 0; i < 4; i++) {
            caller.post("/dreams", Map.of("title", refused)).problem(500);
        }

        for (int i = 0; i < 20; i++) {
            Journal.dream(caller, "A park");
        }

        assertThat(postgres.count("select count(*) from dreams where user_id = ? and title = 'A park'", id))
                .isEqualTo(20);
    }

    private String titleThatIsRefusedAtCommit() {
        String title = "refused " + id;
        postgres.trigger(
                "after insert on dreams deferrable initially deferred",
                "new.title = '%s'".formatted(title),
                "raise exception 'refused at commit'");
        return title;
    }

    private void assertNothingChangedSince(ContextAnswer warm) {
        ContextAnswer after = caller.context();
        assertThat(after.text()).isEqualTo(warm.text());
        assertThat(after.cacheHits()).isEqualTo(5);
    }
}
