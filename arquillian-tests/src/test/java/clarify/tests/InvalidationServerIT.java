package clarify.tests;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class InvalidationServerIT {
    private static final String TURNS = "POST /users/{user}/sessions/{session}/turns";

    /** Mutations after which a list is absent, warmed or read already, and so not read anew by the context. */
    private static final Set<String> TESTED_BELOW =
            Set.of("PUT /users/me", "DELETE /users/me", TURNS, TURNS + "/explained");

    private final Clarify clarify;
    private final Postgres postgres;

    InvalidationServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        postgres = environment.postgres();
    }

    /**
     * One row of the specification's table.
     *
     * @param operation with a parameter for each id of the journal
     * @param kinds the lists that it changes
     */
    record Mutation(String name, String operation, Function<Journal, Object> body, Set<String> kinds) {
        static Mutation of(String name, String operation, Object body, String... kinds) {
            return new Mutation(name, operation, journal -> body, Set.of(kinds));
        }

        Answer perform(Clarify clarify, Journal journal) {
            String method = operation.substring(0, operation.indexOf(' '));
            String path = operation
                    .substring(method.length() + 1)
                    .replace("{user}", journal.userId().toString())
                    .replace("{dream}", journal.dream())
                    .replace("{reflection}", journal.reflection())
                    .replace("{session}", journal.session())
                    .replace("{pattern}", journal.pattern());
            Caller caller = operation.contains("{user}") ? clarify.agent() : journal.caller();
            return switch (method) {
                case "POST" -> caller.post(path, body.apply(journal));
                case "PUT" -> caller.put(path, body.apply(journal));
                case "PATCH" -> caller.patch(path, body.apply(journal));
                default -> caller.delete(path);
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mutation> mutations() {
        return Stream.of(
                Mutation.of("dream: create", "POST /dreams", Map.of("title", "A new dream"), "dreams"),
                Mutation.of("dream: update", "PATCH /dreams/{dream}", Map.of("title", "A ship"), "dreams"),
                Mutation.of(
                        "dream: change status", "PUT /dreams/{dream}/status", Map.of("status", "achieved"), "dreams"),
                Mutation.of("dream: delete", "DELETE /dreams/{dream}", "", "dreams"),
                Mutation.of(
                        "reflection: create",
                        "POST /reflections",
                        Journal.reflection(Map.of("tone", "intense")),
                        "reflections",
                        "user"),
                new Mutation(
                        "reflection: create, about a dream",
                        "POST /reflections",
                        journal -> Journal.reflection(Map.of("dreamId", firstDream(journal.caller()))),
                        Set.of("reflections", "user", "dreams")),
                Mutation.of("reflection: delete", "DELETE /reflections/{reflection}", "", "reflections", "user"),
                Mutation.of("session: create", "POST /sessions", Map.of("title", "Anew"), "sessions", "user"),
                Mutation.of(
                        "session: rename", "PATCH /sessions/{session}", Map.of("title", "About the ship"), "sessions"),
                Mutation.of(
                        "session: archive", "PUT /sessions/{session}/status", Map.of("status", "archived"), "sessions"),
                Mutation.of("session: delete", "DELETE /sessions/{session}", "", "sessions"),
                Mutation.of(
                        "message: append",
                        "POST /sessions/{session}/messages",
                        Map.of("content", "And again"),
                        "sessions"),
                Mutation.of(
                        "message: append by the agent",
                        "POST /users/{user}/sessions/{session}/messages",
                        Map.of("content", "What was it like?"),
                        "sessions"),
                Mutation.of(
                        "session: create by the agent",
                        "POST /users/{user}/sessions",
                        Map.of("title", "Anew"),
                        "sessions",
                        "user"),
                Mutation.of(
                        "patterns: record",
                        "POST /users/{user}/patterns",
                        List.of(Map.of("patternType", "recurring_theme", "content", "flying", "strength", 5)),
                        "patterns"),
                Mutation.of("patterns: delete", "DELETE /patterns/{pattern}", "", "patterns"),
                Mutation.of("patterns: delete by the agent", "DELETE /users/{user}/patterns/{pattern}", "", "patterns"),
                Mutation.of("profile: update", "PATCH /users/me", Map.of("name", "Noa Levi"), "user"));
    }

    @Test
    void each_mutation_that_ships_has_a_row() {
        Stream<String> tested = Stream.concat(mutations().map(Mutation::operation), TESTED_BELOW.stream());

        assertThat(tested.map(ShippedOperations::withoutNames).collect(toSet()))
                .isEqualTo(ShippedOperations.mutations());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void exactly_the_listed_kinds_are_read_from_the_database_again(Mutation mutation) {
        Journal journal = Journal.rich(clarify);
        String before = journal.warm().text();

        success(mutation.perform(clarify, journal));
        ContextAnswer after = journal.caller().context();

        Set<String> untouched = new HashSet<>(Journal.KINDS);
        untouched.removeAll(mutation.kinds());
        assertThat(after.from("database")).isEqualTo(mutation.kinds());
        assertThat(after.from("cache")).isEqualTo(untouched);
        assertThat(after.cacheMisses()).isEqualTo(mutation.kinds().size());
        assertThat(after.text()).isNotEqualTo(before).isEqualTo(uncached(journal));
    }

    @Test
    void a_restored_session_is_in_the_context_again() {
        Journal journal = Journal.rich(clarify);
        String path = "/sessions/" + journal.session() + "/status";
        success(journal.caller().put(path, Map.of("status", "archived")));
        assertThat(journal.warm().text()).doesNotContain("About the boat");

        success(journal.caller().put(path, Map.of("status", "active")));
        ContextAnswer after = journal.caller().context();

        assertThat(after.from("database")).isEqualTo(Set.of("sessions"));
        assertThat(after.text()).contains("About the boat");
    }

    @Test
    void a_deleted_user_has_no_context_left() {
        Journal journal = Journal.rich(clarify);
        journal.warm();

        success(journal.caller().delete("/users/me"));
        ContextAnswer after = journal.caller().context();

        assertThat(after.text()).isEmpty();
        assertThat(after.cacheMisses()).isEqualTo(5);
    }

    @Test
    void a_profile_created_at_the_first_sign_in_replaces_the_cached_absence() {
        var id = UUID.randomUUID();
        var journal = new Journal(id, clarify.user(id), "", "", "", "");
        assertThat(journal.warm().text()).isEmpty();

        journal.caller().put("/users/me", Map.of("name", "Noa Levi")).expect(201);
        ContextAnswer after = journal.caller().context();

        assertThat(after.text()).contains("Name: Noa Levi");
        assertThat(after.cacheMisses()).isLessThanOrEqualTo(1); // the list is being warmed
    }

    @Test
    void a_replaced_profile_is_read_again_by_the_context_or_by_the_warming() {
        Journal journal = Journal.rich(clarify);
        journal.warm();

        journal.caller().put("/users/me", Map.of("name", "Noa Levi")).expect(200);
        ContextAnswer after = journal.caller().context();

        assertThat(after.from("database")).isSubsetOf("user");
        clarify.settledMetrics(); // wait for the end of the warming
        assertThat(after.text()).contains("Name: Noa Levi").isEqualTo(uncached(journal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/explained"})
    void the_context_of_a_turn_reads_exactly_the_sessions_again(String path) {
        Journal journal = Journal.rich(clarify);
        String before = journal.warm().text();
        var said = Map.of("messages", List.of(Map.of("role", "user", "content", "And again")));

        var context = new ContextAnswer(clarify.agent()
                .post("/users/" + journal.userId() + "/sessions/" + journal.session() + "/turns" + path, said)
                .expect(200)
                .json());

        assertThat(context.from("database")).isEqualTo(Set.of("sessions"));
        assertThat(context.text()).isNotEqualTo(before).isEqualTo(uncached(journal));
    }

    @Test
    void a_commit_that_the_database_refuses_invalidates_nothing_and_changes_nothing() {
        Journal journal = Journal.rich(clarify);
        String title = "refused " + journal.userId();
        String before = journal.warm().text();

        postgres.trigger(
                "after insert on dreams deferrable initially deferred",
                "new.title = '%s'".formatted(title),
                "raise exception 'refused at commit' using errcode = 'check_violation'");

        journal.caller().post("/dreams", Map.of("title", title)).problem(500);

        assertUntouched(journal, before);
        assertThat(journal.caller().get("/dreams").body()).doesNotContain("refused");
    }

    @Test
    void a_reference_to_a_row_of_another_user_invalidates_and_changes_nothing() {
        Journal journal = Journal.rich(clarify);
        Journal other = Journal.rich(clarify);
        String before = journal.warm().text();
        other.warm();

        journal.caller()
                .post("/reflections", Journal.reflection(Map.of("dreamId", other.dream())))
                .expect(404);
        journal.caller().delete("/dreams/" + other.dream()).expect(404);
        journal.caller().post("/sessions", Map.of("dreamId", other.dream())).expect(404);

        assertUntouched(journal, before);
        assertThat(other.caller().context().cacheHits()).isEqualTo(5);
    }

    private static void assertUntouched(Journal journal, String before) {
        ContextAnswer after = journal.caller().context();
        assertThat(after.cacheHits()).isEqualTo(5);
        assertThat(after.text()).isEqualTo(before);
    }

    /** The context from the database alone. */
    private String uncached(Journal journal) {
        clarify.admin().delete("/admin/cache/users/" + journal.userId());
        ContextAnswer context = journal.caller().context();
        assertThat(context.cacheMisses()).isEqualTo(5);
        return context.text();
    }

    private static String firstDream(Caller caller) {
        var dreams = caller.get("/dreams").expect(200).json();
        return dreams.get(dreams.size() - 1).required("id").textValue();
    }

    private static void success(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }
}
