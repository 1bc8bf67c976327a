package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.ProblemAnswer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One user may have 50,000 rows of each kind, however fast they are written. */
@OnServer(Standard.class)
class RowLimitsServerIT {
    private static final int LIMIT = 50_000;

    private final Postgres postgres;
    private final Clarify clarify;
    private final UUID user;
    private final Caller caller;

    RowLimitsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        Clarify.Person person = clarify.newcomer();
        user = person.id();
        caller = person.caller();
    }

    @AfterEach
    void delete() {
        postgres.execute("delete from users where id = ?", user);
    }

    @Test
    void the_last_dream_is_written_and_the_next_refused_until_one_is_deleted() {
        fill("dreams", "title", "'A boat'", LIMIT - 1);

        String last =
                caller.post("/dreams", Map.of("title", "A boat")).expect(201).createdId();
        refused(caller.post("/dreams", Map.of("title", "A boat")).problem(409));
        caller.delete("/dreams/" + last).expect(204);

        caller.post("/dreams", Map.of("title", "A house")).expect(201);
    }

    @Test
    void sessions_are_limited() {
        fill("clarify_sessions", "title", "'A talk'", LIMIT);

        refused(caller.post("/sessions", Map.of()).problem(409));
    }

    @Test
    void reflections_are_limited() {
        fill("reflections", "dream, plan, relationship, offering", "'A', 'B', 'C', 'D'", LIMIT);

        refused(caller.post("/reflections", Journal.reflection(Map.of())).problem(409));
    }

    @Test
    void a_batch_of_patterns_fits_whole_or_not_at_all() {
        fill("clarify_patterns", "pattern_type, content", "'tension', 'A knot'", LIMIT - 49);

        refused(recordPatterns(50).problem(409));
        recordPatterns(49).expect(201);
        refused(recordPatterns(1).problem(409));
    }

    @Test
    void messages_are_limited_in_all_sessions_together() {
        String full = caller.post("/sessions", Map.of()).expect(201).createdId();
        String other = caller.post("/sessions", Map.of()).expect(201).createdId();
        postgres.execute(
                "update clarify_sessions set message_count = ? where id = ?", LIMIT - 1, UUID.fromString(full));
        Map<String, String> message = Map.of("role", "user", "content", "Hello");

        caller.post("/sessions/" + other + "/messages", message).expect(201);
        refused(caller.post("/sessions/" + other + "/messages", message).problem(409));
        caller.delete("/sessions/" + full).expect(204);

        caller.post("/sessions/" + other + "/messages", message).expect(201);
    }

    @Test
    void of_more_idempotency_keys_the_oldest_are_forgotten() {
        int most = 100_000;
        String columns = "fingerprint, row_id, created_at";
        fill("idempotency_keys", columns, "'oldest', gen_random_uuid(), now() - interval '23 hours'", 1);
        fill(
                "idempotency_keys",
                columns,
                "'other', gen_random_uuid(), now() - generate_series * interval '0.5 second'",
                most - 1);

        String id = caller.post("/dreams", Map.of("title", "A boat"), "k")
                .expect(201)
                .createdId();

        assertThat(keys("fingerprint = 'oldest'")).isZero();
        assertThat(keys("fingerprint = 'other'")).isEqualTo(most - 1);
        assertThat(caller.post("/dreams", Map.of("title", "A boat"), "k")
                        .expect(201)
                        .createdId())
                .isEqualTo(id);
    }

    private int keys(String condition) {
        return postgres.count("select count(*) from idempotency_keys where " + condition + " and user_id = ?", user);
    }

    private static void refused(ProblemAnswer problem) {
        assertThat(problem.detail()).contains("50000");
    }

    private Answer recordPatterns(int count) {
        List<Map<String, Object>> patterns = IntStream.range(0, count)
                .mapToObj(i -> Map.<String, Object>of("patternType", "tension", "content", "A knot"))
                .toList();
        return clarify.agent().post("/users/" + user + "/patterns", patterns);
    }

    private void fill(String table, String columns, String values, int rows) {
        postgres.execute(
                "insert into " + table + " (id, user_id, " + columns + ") select gen_random_uuid(), ?, " + values
                        + " from generate_series(1, ?)",
                user,
                rows);
    }
}
