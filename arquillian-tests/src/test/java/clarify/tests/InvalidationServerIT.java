package clarify.tests;

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
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer(Standard.class)
class InvalidationServerIT {
    private static final String AGENT_PATH = "/users/%s/sessions/%s/messages";

    private final Clarify clarify;
    private final Postgres postgres;

    InvalidationServerIT(TestEnvironment stage) {
        clarify = stage.clarify();
        postgres = stage.postgres();
    }

    /** One row of the specification's table. */
    private record Mutation(String name, BiConsumer<Clarify, Journal> change, Set<String> kinds) {
        static Mutation of(String name, BiConsumer<Clarify, Journal> change, String... kinds) {
            return new Mutation(name, change, Set.copyOf(Arrays.asList(kinds)));
        }

        static Mutation byUser(String name, BiConsumer<Caller, Journal> change, String... kinds) {
            return of(name, (clarify, journal) -> change.accept(journal.caller(), journal), kinds);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mutation> mutations() {
        return Stream.of(
                Mutation.byUser("dream: create", (caller, journal) -> Journal.dream(caller, "A new dream"), "dreams"),
                Mutation.byUser(
                        "dream: update",
                        (caller, journal) -> caller.patch("/dreams/" + journal.dream(), Map.of("title", "A ship"))
                                .expect(200),
                        "dreams"),
                Mutation.byUser(
                        "dream: change status",
                        (caller, journal) -> success(
                                caller.put("/dreams/" + journal.dream() + "/status", Map.of("status", "achieved"))),
                        "dreams"),
                Mutation.byUser(
                        "dream: delete",
                        (caller, journal) -> success(caller.delete("/dreams/" + journal.dream())),
                        "dreams"),
                Mutation.byUser(
                        "reflection: create",
                        (caller, journal) -> Journal.reflection(caller, Map.of("tone", "intense")),
                        "reflections",
                        "user"),
                Mutation.byUser(
                        "reflection: create, about a dream",
                        (caller, journal) -> Journal.reflection(caller, Map.of("dreamId", firstDream(caller))),
                        "reflections",
                        "user",
                        "dreams"),
                Mutation.byUser(
                        "reflection: delete",
                        (caller, journal) -> success(caller.delete("/reflections/" + journal.reflection())),
                        "reflections",
                        "user"),
                Mutation.byUser(
                        "session: create", (caller, journal) -> Journal.session(caller, "Anew"), "sessions", "user"),
                Mutation.byUser(
                        "session: rename",
                        (caller, journal) -> success(
                                caller.patch("/sessions/" + journal.session(), Map.of("title", "About the ship"))),
                        "sessions"),
                Mutation.byUser(
                        "session: archive",
                        (caller, journal) -> success(
                                caller.put("/sessions/" + journal.session() + "/status", Map.of("status", "archived"))),
                        "sessions"),
                Mutation.byUser(
                        "session: delete",
                        (caller, journal) -> success(caller.delete("/sessions/" + journal.session())),
                        "sessions"),
                Mutation.byUser(
                        "message: append",
                        (caller, journal) -> caller.post(
                                        "/sessions/" + journal.session() + "/messages", Map.of("content", "And again"))
                                .expect(201),
                        "sessions"),
                Mutation.of(
                        "message: append by the agent",
                        (clarify, journal) -> clarify.agent()
                                .post(
                                        AGENT_PATH.formatted(journal.userId(), journal.session()),
                                        Map.of("content", "What was it like?"))
                                .expect(201),
                        "sessions"),
                Mutation.of(
                        "patterns: record",
                        (clarify, journal) -> Journal.patterns(clarify, journal.userId(), "flying"),
                        "patterns"),
                Mutation.byUser(
                        "patterns: delete",
                        (caller, journal) -> success(caller.delete("/patterns/" + journal.pattern())),
                        "patterns"),
                Mutation.byUser(
                        "profile: update",
                        (caller, journal) -> caller.patch("/users/me", Map.of("name", "Noa Levi"))
                                .expect(200),
                        "user"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void exactly_the_named_kinds_are_read_anew(Mutation mutation) {
        Journal journal = Journal.rich(clarify);
        String before = journal.warm().text();

        mutation.change().accept(clarify, journal);
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
    void a_profile_that_is_replaced_is_read_anew_by_the_context_or_by_the_warming() {
        Journal journal = Journal.rich(clarify);
        journal.warm();

        journal.caller().put("/users/me", Map.of("name", "Noa Levi")).expect(200);
        ContextAnswer after = journal.caller().context();

        assertThat(after.from("database")).isSubsetOf("user");
        clarify.settledFigures(); // the warming has ended
        assertThat(after.text()).contains("Name: Noa Levi").isEqualTo(uncached(journal));
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

        int status = journal.caller().post("/dreams", Map.of("title", title)).status();

        assertThat(status).isGreaterThanOrEqualTo(400);
        assertUntouched(journal, before);
        assertThat(journal.caller().get("/dreams").body()).doesNotContain("refused");
    }

    @Test
    void what_names_a_row_of_someone_else_invalidates_nothing_and_changes_nothing() {
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

    /** What the database alone says. */
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
