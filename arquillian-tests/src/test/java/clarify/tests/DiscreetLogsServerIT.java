package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WithoutRedis;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people wrote, and their e-mail addresses, are in no log, whatever the database refuses. */
@OnServer(WithoutRedis.class)
class DiscreetLogsServerIT {
    private static final Pattern ERROR_ID = Pattern.compile("Error id: (\\w+)");

    private final String secret = "secret-" + UUID.randomUUID();
    private final Postgres postgres;
    private final Clarify clarify;
    private final Clarify.Person person;
    private final LogLines serverLog;
    private final LogLines postgresLog;

    DiscreetLogsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        person = clarify.newcomer();
        serverLog = LogLines.from(environment.log());
        postgresLog = LogLines.from(environment.postgresLog());
    }

    private void assertDiscreet() {
        assertThat(Stream.of(serverLog, postgresLog).flatMap(log -> log.lines().stream()))
                .noneMatch(line -> line.contains(secret) || line.contains(person.id() + "@"));
    }

    private void assertFails(Answer answer) {
        var id = ERROR_ID.matcher(answer.problem(500).detail());
        assertThat(id.find()).isTrue();
        serverLog.awaitLine(id.group(1));
    }

    @Test
    void a_row_that_breaks_a_constraint() {
        postgres.trigger("before insert on dreams", "new.title = '" + secret + "'", "new.priority := 99");

        assertFails(person.caller().post("/dreams", Map.of("title", secret)));

        postgresLog.awaitLine("dreams_priority_range");
        assertDiscreet();
    }

    @Test
    void a_row_of_a_batch_that_breaks_a_constraint() {
        postgres.trigger("before insert on clarify_patterns", "new.content = '" + secret + "'", "new.strength := 99");
        List<Map<String, String>> patterns = List.of(
                Map.of("patternType", "tension", "content", secret + "-first"),
                Map.of("patternType", "tension", "content", secret));

        assertFails(clarify.agent().post("/users/" + person.id() + "/patterns", patterns));

        postgresLog.awaitLine("clarify_patterns_strength_range");
        assertDiscreet();
    }

    @Test
    void a_profile_that_breaks_a_constraint() {
        postgres.trigger("before update on users", "new.name = '" + secret + "'", "new.tier := 'gold'");

        assertFails(person.caller().put("/users/me", Map.of("name", secret)));

        postgresLog.awaitLine("users_tier_known");
        assertDiscreet();
    }

    @Test
    void a_value_that_does_not_fit() {
        postgres.trigger(
                "before insert on dreams", "new.title = '" + secret + "'", "new.title := repeat(new.title, 9)");

        assertFails(person.caller().post("/dreams", Map.of("title", secret)));

        postgresLog.awaitLine("value too long");
        assertDiscreet();
    }

    @Test
    void two_rows_with_one_id() {
        String taken = Journal.dream(person.caller(), "A garden");
        postgres.trigger("before insert on dreams", "new.title = '" + secret + "'", "new.id := '" + taken + "'");

        assertFails(person.caller().post("/dreams", Map.of("title", secret)));

        postgresLog.awaitLine("dreams_pkey");
        assertDiscreet();
    }

    @Test
    void waiting_for_a_row_for_too_long() {
        try (var row = postgres.lock("select * from users where id = ? for update", person.id())) {
            person.caller().put("/users/me", Map.of("name", secret)).problem(503);
            row.release();
        }

        postgresLog.awaitLine("lock timeout");
        assertDiscreet();
    }
}
