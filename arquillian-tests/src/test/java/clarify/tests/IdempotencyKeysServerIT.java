package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database keeps of an {@code Idempotency-Key}, and for how long. */
@OnServer(Standard.class)
class IdempotencyKeysServerIT {
    private static final Map<String, String> BOAT = Map.of("title", "A boat");

    private final Postgres postgres;
    private final Clarify clarify;
    private final UUID id;
    private final Caller caller;

    IdempotencyKeysServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        Clarify.Person person = clarify.newcomer();
        id = person.id();
        caller = person.caller();
    }

    @Test
    void a_key_is_new_after_24_hours() {
        String first = caller.post("/dreams", BOAT, "k").expect(201).createdId();
        age("24 hours");

        String second = caller.post("/dreams", BOAT, "k").expect(201).createdId();

        assertThat(second).isNotEqualTo(first);
        assertThat(caller.post("/dreams", BOAT, "k").expect(201).createdId()).isEqualTo(second);
        assertThat(caller.get("/dreams").expect(200).json()).hasSize(2);
        assertThat(keys(id)).isOne();
    }

    @Test
    void another_request_may_have_it_then() {
        caller.post("/dreams", BOAT, "k").expect(201);
        age("25 hours");

        caller.post("/dreams", Map.of("title", "A house"), "k").expect(201);
    }

    @Test
    void a_key_is_kept_for_almost_24_hours_from_its_first_request_on() {
        String first = caller.post("/dreams", BOAT, "k").expect(201).createdId();
        age("12 hours");
        assertThat(caller.post("/dreams", BOAT, "k").expect(201).createdId()).isEqualTo(first);
        age("11 hours 30 minutes");

        assertThat(caller.post("/dreams", BOAT, "k").expect(201).createdId()).isEqualTo(first);
        caller.post("/dreams", Map.of("title", "A house"), "k").problem(422);
        age("31 minutes");

        assertThat(caller.post("/dreams", BOAT, "k").expect(201).createdId()).isNotEqualTo(first);
    }

    @Test
    void old_keys_of_a_person_go_with_the_next_new_key_of_that_person() {
        for (String key : new String[] {"a", "b", "c"}) {
            caller.post("/dreams", BOAT, key).expect(201);
        }
        age("24 hours");
        caller.post("/dreams", BOAT, "young").expect(201);

        assertThat(keys(id)).isOne();
        assertThat(caller.get("/dreams").expect(200).json()).hasSize(4);
    }

    @Test
    void old_keys_of_a_person_who_sends_no_other_one_go_too() {
        caller.post("/dreams", BOAT, "old").expect(201);
        age("24 hours");
        caller.post("/dreams", BOAT).expect(201);
        Clarify.Person other = clarify.newcomer();
        other.caller().post("/dreams", BOAT, "young").expect(201);

        Awaitility.await("the end of its day").until(() -> keys(id) == 0);

        assertThat(keys(other.id())).isOne();
    }

    @Test
    void one_agents_key_is_not_anothers() {
        String sessions = "/users/" + id + "/sessions";
        Caller agent = clarify.agent();
        String first = agent.post(sessions, Map.of(), "k").expect(201).createdId();

        String second =
                clarify.agent().post(sessions, Map.of(), "k").expect(201).createdId();

        assertThat(second).isNotEqualTo(first);
        assertThat(agent.post(sessions, Map.of(), "k").expect(201).createdId()).isEqualTo(first);
    }

    @Test
    void a_request_without_a_key_leaves_nothing() {
        caller.post("/dreams", BOAT).expect(201);

        assertThat(keys(id)).isZero();
    }

    @Test
    void nothing_of_a_deleted_person_remains() {
        caller.post("/dreams", BOAT, "k").expect(201);
        clarify.agent().post("/users/" + id + "/sessions", Map.of(), "k").expect(201);
        assertThat(keys(id)).isEqualTo(2);

        caller.delete("/users/me").expect(204);

        assertThat(keys(id)).isZero();
        caller.put("/users/me", Map.of()).expect(201);
        caller.post("/dreams", Map.of("title", "A house"), "k").expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-of-maya", "dreams", "title"})
    void the_table_has_nothing_of_what_was_asked_for(String part) {
        caller.post("/dreams", Map.of("title", "secret-of-maya"), "key-secret-of-maya")
                .expect(201);
        assertThat(keys(id)).isOne();

        assertThat(postgres.count(
                        "select count(*) from idempotency_keys k where user_id = ? and k::text ilike ?",
                        id,
                        "%" + part + "%"))
                .isZero();
    }

    /** The key is the one thing that nobody can guess, and it is not in the table. */
    @Test
    void the_same_request_with_another_key_cannot_be_told_from_the_table() {
        caller.post("/dreams", BOAT, "k").expect(201);
        caller.post("/dreams", BOAT, "l").expect(201);

        assertThat(postgres.count("select count(distinct fingerprint) from idempotency_keys where user_id = ?", id))
                .isEqualTo(2);
    }

    private int keys(UUID user) {
        return postgres.count("select count(*) from idempotency_keys where user_id = ?", user);
    }

    /** As if the keys of the person were older by that. */
    private void age(String interval) {
        postgres.execute(
                "update idempotency_keys set created_at = created_at - ?::interval where user_id = ?", interval, id);
    }
}
